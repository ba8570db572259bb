package dev.ponder.runtime.rest.openai;

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
import dev.ponder.runtime.rest.error.Failures;
import dev.ponder.runtime.rest.http.Commit;
import dev.ponder.runtime.rest.http.JsonReply;
import dev.ponder.runtime.rest.http.ReplyHead;
import dev.ponder.runtime.rest.http.StreamedReply;
import dev.ponder.runtime.rest.openai.form.ChoiceForm;
import dev.ponder.runtime.rest.openai.form.ChunkEncoder;
import dev.ponder.runtime.rest.openai.form.CompletionBody;
import dev.ponder.runtime.rest.openai.form.ResponseIdentity;
import dev.ponder.runtime.rest.openai.form.RunHeaders;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Writes what the engine answers, as JSON or as a stream of events. */
@ApplicationScoped
class AnswerResponder {

    private final StreamingConfig streaming;
    private final Clock clock;
    private final RandomGenerator random;
    private final Timer delays;

    AnswerResponder(PonderConfig config, Clock clock, RandomGenerator random, Timer delays) {
        this.streaming = config.streaming();
        this.clock = clock;
        this.random = random;
        this.delays = delays;
    }

    Uni<Response> whole(InferenceRun run, ChoiceForm form, String model, Optional<String> warning) {
        ResponseIdentity identity = ResponseIdentity.fresh(form.idPrefix(), model, clock, random);
        return run.parts()
                .collect().in(() -> new CompletionBody(form), CompletionBody::add)
                .map(body -> {
                    var response = JsonReply.builder(body.render(identity, run));
                    headers(run, warning).forEach(response::header);
                    return response.build();
                });
    }

    Uni<Response> stream(InferenceRun run, ChoiceForm form, ProgressFeed progress, ClientRequest client,
            Optional<String> warning, HttpServerRequest request) {
        var identity = ResponseIdentity.fresh(form.idPrefix(), client.model(), clock, random);
        var encoder = new ChunkEncoder(identity, run, client.delivery().includeUsage(), form);
        Map<String, String> headers = ReplyHead.streamHeaders(ReplyHead.EVENTS);
        headers.putAll(headers(run, warning));
        Multi<Buffer> end = Multi.createFrom().deferred(() -> Multi.createFrom().item(encoder.end()));
        Multi<Buffer> events = Multi.createBy().concatenating()
                .streams(progress.beside(run.parts(), encoder), end);
        var head = new ReplyHead(200, headers);
        return new StreamedReply(request, () -> head, commit(encoder),
                failure -> ChunkEncoder.failure(Failures.known(failure)), delays).write(events);
    }

    private Commit commit(ChunkEncoder encoder) {
        return Commit.ofEvents(streaming, () -> streaming.keepAlive().form() == KeepAliveForm.CHUNK
                ? encoder.idle()
                : SseWriter.keepAlive());
    }

    private static Map<String, String> headers(InferenceRun run, Optional<String> warning) {
        Map<String, String> headers = RunHeaders.of(run);
        warning.ifPresent(text -> headers.put(RunHeaders.WARNING, text));
        return headers;
    }
}
