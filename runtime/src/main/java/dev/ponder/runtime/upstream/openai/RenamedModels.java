package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;

/** An upstream that has other names for models than clients use. */
final class RenamedModels implements Upstream {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String MODEL = "model";

    private final Upstream server;
    private final Map<String, String> names;

    /**
     * An upstream with names of its own.
     *
     * @param names its names by those of clients
     */
    RenamedModels(Upstream server, Map<String, String> names) {
        this.server = server;
        this.names = Map.copyOf(names);
    }

    @Override
    public String provider() {
        return server.provider();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return server.complete(renamed(call));
    }

    @Override
    public Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        return server.complete(renamed(call), receiver);
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return server.stream(renamed(call));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return server.relays(endpoint);
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        String name = names.get(call.model());
        return server.relay(name == null ? call : call.withModel(name, withModel(call.body(), name)), timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return server.models();
    }

    private UpstreamCall renamed(UpstreamCall call) {
        String name = names.get(call.model());
        return name == null ? call : call.withModel(name);
    }

    /** Replaces the value of the model in the bytes; all others are kept. */
    private static Buffer withModel(Buffer body, String name) {
        byte[] bytes = body.getBytes();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean model = parser.currentName().equals(MODEL);
                parser.nextToken();
                if (model) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    int end = (int) parser.currentLocation().getByteOffset();
                    return Buffer.buffer(bytes.length + name.length()).appendBytes(bytes, 0, start)
                            .appendString(TextNode.valueOf(name).toString())
                            .appendBytes(bytes, end, bytes.length - end);
                }
                parser.skipChildren();
            }
        } catch (IOException malformed) {
            throw new IllegalStateException("the body of a relayed call is no JSON object", malformed);
        }
        return body;
    }
}
