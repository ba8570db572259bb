package dev.ponder.runtime.rest.inference;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.rest.http.StreamingResponse;
import dev.ponder.runtime.rest.openai.wire.ChoiceWriter;
import dev.ponder.runtime.rest.openai.wire.ChunkEncoder;
import dev.ponder.runtime.rest.openai.wire.CompletionWriter;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Writes what the engine answers, as JSON or as a stream of events. */
@ApplicationScoped
class InferenceResponder {

    private final StreamingConfig streaming;
    private final Clock clock;
    private final RandomGenerator random;
    private final Timer delays;

    InferenceResponder(PonderConfig config, Clock clock, RandomGenerator random, Timer delays) {
        this.streaming = config.streaming();
        this.clock = clock;
        this.random = random;
        this.delays = delays;
    }

    Uni<Response> whole(InferenceRun run, ChoiceWriter form, String model, Optional<String> warning) {
        ResponseMetadata identity = ResponseMetadata.fresh(form.idPrefix(), model, clock, random);
        return run.parts()
                .collect().in(() -> new CompletionWriter(form), CompletionWriter::add)
                .map(body -> {
                    var response = JsonResponses.builder(body.render(identity, run));
                    headers(run, warning).forEach(response::header);
                    return response.build();
                });
    }

    Uni<Response> stream(InferenceRun run, ChoiceWriter form, ProgressStream progress, ClientRequest client,
            Optional<String> warning, HttpServerRequest request) {
        var identity = ResponseMetadata.fresh(form.idPrefix(), client.model(), clock, random);
        var encoder = new ChunkEncoder(identity, run, client.delivery().includeUsage(), form);
        Map<String, String> headers = ResponseHead.streamHeaders(ResponseHead.EVENTS);
        headers.putAll(headers(run, warning));
        Multi<Buffer> end = Multi.createFrom().deferred(() -> Multi.createFrom().item(encoder.end()));
        Multi<Buffer> events = Multi.createBy().concatenating()
                .streams(progress.beside(run.parts(), encoder), end);
        var head = new ResponseHead(200, headers);
        return new StreamingResponse(request, () -> head, commit(encoder),
                failure -> ChunkEncoder.failure(ErrorMapping.known(failure)), delays).write(events);
    }

    private CommitPolicy commit(ChunkEncoder encoder) {
        return CommitPolicy.ofEvents(streaming, () -> streaming.keepAlive().form() == KeepAliveForm.CHUNK
                ? encoder.idle()
                : SseWriter.keepAlive());
    }

    private static Map<String, String> headers(InferenceRun run, Optional<String> warning) {
        Map<String, String> headers = PonderHeaders.of(run);
        warning.ifPresent(text -> headers.put(PonderHeaders.WARNING, text));
        return headers;
    }
}
