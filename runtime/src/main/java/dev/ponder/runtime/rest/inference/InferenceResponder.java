package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.rest.http.StreamingResponse;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Sends the answers of a run to the client, as a whole response or as a stream, in the format of an encoder. */
@Singleton
public class InferenceResponder {

    private final StreamingConfig streaming;
    private final Timer timer;
    private final ThreadOffload offload;

    public InferenceResponder(PonderConfig config, Timer timer, ThreadOffload offload) {
        this.streaming = config.streaming();
        this.timer = timer;
        this.offload = offload;
    }

    /**
     * Sends a whole response.
     *
     * @param warning the text of the warning header; empty for no such header
     */
    public Uni<Response> whole(InferenceRun run, AnswerEncoder encoder, Optional<String> warning) {
        return run.parts().collect().in(ChoiceAccumulator::new, ChoiceAccumulator::add)
                .chain(choices -> offload.of(choices.length(), () -> encoder.whole(choices)))
                .map(response -> {
                    headers(run, encoder, warning).forEach(response::header);
                    return response.build();
                });
    }

    /** Sends a stream that does not report progress. */
    public Uni<Response> stream(InferenceRun run, AnswerEncoder encoder, Optional<String> warning,
            HttpServerRequest request) {
        return write(run, encoder, run.parts().onItem().transform(encoder::encode), warning, request);
    }

    /** Sends a stream that reports progress between the parts of the answer. */
    public Uni<Response> stream(InferenceRun run, AnswerEncoder encoder, ProgressStream progress,
            Optional<String> warning,
            HttpServerRequest request) {
        return write(run, encoder, progress.mergedWith(run.parts(), encoder), warning, request);
    }

    private Uni<Response> write(InferenceRun run, AnswerEncoder encoder, Multi<Buffer> events,
            Optional<String> warning, HttpServerRequest request) {
        var beginning = new Beginning(encoder);
        Multi<Buffer> end = Multi.createFrom().deferred(() -> Multi.createFrom().item(encoder.end()));
        Multi<Buffer> bytes = Multi.createBy().concatenating().streams(events, end)
                .select().where(some -> some.length() > 0)
                .onItem().transform(beginning::before);
        return new StreamingResponse(request, () -> head(run, encoder, warning), commit(encoder, beginning),
                failure -> encoder.failure(ErrorMapping.known(failure)), timer).write(bytes);
    }

    /** A format without events has no keep-alives, and cannot begin before its first item. */
    private CommitPolicy commit(AnswerEncoder encoder, Beginning beginning) {
        return encoder.contentType().equals(ResponseHead.EVENTS)
                ? CommitPolicy.ofEvents(streaming, () -> beginning.keepAlive(streaming.keepAlive().form()))
                : CommitPolicy.ofItems(streaming);
    }

    private static ResponseHead head(InferenceRun run, AnswerEncoder encoder, Optional<String> warning) {
        Map<String, String> headers = ResponseHead.streamHeaders(encoder.contentType());
        headers.putAll(headers(run, encoder, warning));
        return new ResponseHead(200, headers);
    }

    private static Map<String, String> headers(InferenceRun run, AnswerEncoder encoder, Optional<String> warning) {
        Map<String, String> headers = new LinkedHashMap<>(encoder.headers());
        headers.putAll(PonderHeaders.of(run));
        warning.ifPresent(text -> headers.put(PonderHeaders.WARNING, text));
        return headers;
    }

    /** Puts the encoder's beginning before its first event. */
    private static final class Beginning {

        private final AnswerEncoder encoder;
        private boolean written;

        Beginning(AnswerEncoder encoder) {
            this.encoder = encoder;
        }

        Buffer before(Buffer events) {
            if (written) {
                return events;
            }
            written = true;
            Buffer beginning = encoder.begin();
            return beginning.length() == 0 ? events : Buffer.buffer().appendBuffer(beginning).appendBuffer(events);
        }

        @Nullable
        Buffer keepAlive(StreamingConfig.KeepAliveForm form) {
            Buffer keepAlive = encoder.keepAlive(form);
            return keepAlive == null ? null : before(keepAlive);
        }
    }
}
