package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.Failures;
import dev.ponder.runtime.rest.http.Commit;
import dev.ponder.runtime.rest.http.JsonReply;
import dev.ponder.runtime.rest.http.ReplyHead;
import dev.ponder.runtime.rest.http.StreamedReply;
import dev.ponder.runtime.rest.openai.Conversations;
import dev.ponder.runtime.rest.openai.form.RunHeaders;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Generates texts, whole or as streams of events. */
@ApplicationScoped
class GenerateResponder {

    private final Conversations conversations;
    private final StreamingConfig streaming;
    private final Timer delays;

    GenerateResponder(Conversations conversations, PonderConfig config, Timer delays) {
        this.conversations = conversations;
        this.streaming = config.streaming();
        this.delays = delays;
    }

    Uni<Response> whole(String chatModel, GeneratedText text, HttpServerRequest request) {
        return begin(chatModel, text, false, request).chain(run -> Predictions.answers(run).map(answers -> {
            var answer = answers.get(0);
            var response = JsonReply.builder(text.whole(answer.text(), answer.finishReason()));
            RunHeaders.of(run).forEach(response::header);
            return response.build();
        }));
    }

    Uni<Response> stream(String chatModel, GeneratedText text, HttpServerRequest request) {
        return begin(chatModel, text, true, request).chain(run -> new StreamedReply(request, () -> head(run),
                Commit.ofEvents(streaming, SseWriter::keepAlive),
                failure -> GeneratedText.failure(Failures.known(failure)), delays)
                .write(run.parts().onItem().transformToIterable(part -> text.events(part.part()))));
    }

    private Uni<InferenceRun> begin(String chatModel, GeneratedText text, boolean stream, HttpServerRequest request) {
        GenerateRequest asked = text.asked();
        return conversations.begin(chatModel, List.of(Instances.prompt(asked.prompt())), asked.parameters(), stream,
                request.getHeader(RunHeaders.STRATEGY));
    }

    private static ReplyHead head(InferenceRun run) {
        Map<String, String> headers = ReplyHead.streamHeaders(ReplyHead.EVENTS);
        headers.putAll(RunHeaders.of(run));
        return new ReplyHead(200, headers);
    }
}
