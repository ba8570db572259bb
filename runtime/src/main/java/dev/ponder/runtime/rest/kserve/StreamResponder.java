package dev.ponder.runtime.rest.kserve;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.inject.Singleton;
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
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Streams the items of a hook method in the format that the model or the client selects. */
@Singleton
class StreamResponder {

    private final StreamingConfig streaming;
    private final ItemJsonWriter json;
    private final Timer timer;

    StreamResponder(PonderConfig config, ItemJsonWriter json, Timer timer) {
        this.streaming = config.streaming();
        this.json = json;
        this.timer = timer;
    }

    Uni<Response> stream(Multi<?> items, ModelRequest call, Map<String, String> headers, HttpServerRequest request) {
        Optional<StreamFormat> format = format(call);
        StreamItemEncoder encoder = format.isEmpty() && call.acceptsJsonOnly()
                ? StreamItemEncoder.ofArray(json)
                : new StreamItemEncoder(format, json);
        Multi<Buffer> end = Multi.createFrom().deferred(() -> Multi.createFrom().item(encoder.end()))
                .select().where(last -> last.length() > 0);
        CommitPolicy commit = encoder.events()
                ? CommitPolicy.ofEvents(streaming, encoder::keepAlive)
                : CommitPolicy.ofItems(streaming);
        return new StreamingResponse(request, () -> head(call, encoder, headers), commit,
                failure -> encoder.failure(ErrorMapping.known(failure)), timer)
                .write(Multi.createBy().concatenating().streams(items.onItem().transform(encoder::encode), end));
    }

    /** A hook method that sets a content type has formatted its items itself. */
    private static Optional<StreamFormat> format(ModelRequest call) {
        Optional<StreamFormat> ofModel = call.responseHeaders().containsKey("Content-Type")
                ? Optional.of(StreamFormat.RAW)
                : Optional.empty();
        return call.declared().or(() -> ofModel).or(call::accepted);
    }

    private static ResponseHead head(ModelRequest call, StreamItemEncoder encoder, Map<String, String> headers) {
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(ResponseHead.streamHeaders(encoder.contentType()));
        all.putAll(headers);
        all.putAll(ModelHeaders.of(call));
        return new ResponseHead(200, all);
    }
}
