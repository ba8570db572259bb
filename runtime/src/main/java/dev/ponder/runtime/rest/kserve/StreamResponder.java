package dev.ponder.runtime.rest.kserve;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.serving.StreamFormat;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.rest.http.StreamingResponse;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Streams what a model returns, in the form that its hooks or the client chose. */
@ApplicationScoped
class StreamResponder {

    private final StreamingConfig streaming;
    private final ItemJsonWriter json;
    private final Timer delays;

    StreamResponder(PonderConfig config, ItemJsonWriter json, Timer delays) {
        this.streaming = config.streaming();
        this.json = json;
        this.delays = delays;
    }

    Uni<Response> stream(Multi<?> items, ModelRequest call, Map<String, String> headers, HttpServerRequest request) {
        var framing = new StreamItemEncoder(format(call), json);
        CommitPolicy commit = framing.events()
                ? CommitPolicy.ofEvents(streaming, framing::keepAlive)
                : CommitPolicy.ofItems(streaming);
        return new StreamingResponse(request, () -> head(call, framing, headers), commit,
                failure -> framing.failure(ErrorMapping.known(failure)), delays)
                .write(items.onItem().transform(framing::frame));
    }

    /** Hooks that write a type of their own have framed their items themselves. */
    private static Optional<StreamFormat> format(ModelRequest call) {
        Optional<StreamFormat> framed = call.responseHeaders().containsKey("Content-Type")
                ? Optional.of(StreamFormat.RAW)
                : Optional.empty();
        return call.declared().or(() -> framed).or(call::accepted);
    }

    private static ResponseHead head(ModelRequest call, StreamItemEncoder framing, Map<String, String> headers) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(ResponseHead.streamHeaders(framing.contentType()));
        all.putAll(headers);
        all.putAll(ModelHeaders.of(call));
        return new ResponseHead(200, all);
    }
}
