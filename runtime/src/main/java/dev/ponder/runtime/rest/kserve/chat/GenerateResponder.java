package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.error.ErrorMapping;
import dev.ponder.runtime.rest.http.CommitPolicy;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.http.ResponseHead;
import dev.ponder.runtime.rest.http.StreamingResponse;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.PonderHeaders;
import dev.ponder.runtime.stream.SseWriter;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Generates texts, whole or as streams of events. */
@ApplicationScoped
class GenerateResponder {

    private final ChatInvoker conversations;
    private final StreamingConfig streaming;
    private final Timer delays;

    GenerateResponder(ChatInvoker conversations, PonderConfig config, Timer delays) {
        this.conversations = conversations;
        this.streaming = config.streaming();
        this.delays = delays;
    }

    Uni<Response> whole(String chatModel, GenerateWriter text, HttpServerRequest request) {
        return begin(chatModel, text, false, request).chain(run -> PredictionWriter.answers(run).map(answers -> {
            var answer = answers.get(0);
            var response = JsonResponses.builder(text.whole(answer.text(), answer.finishReason()));
            PonderHeaders.of(run).forEach(response::header);
            return response.build();
        }));
    }

    Uni<Response> stream(String chatModel, GenerateWriter text, HttpServerRequest request) {
        return begin(chatModel, text, true, request).chain(run -> new StreamingResponse(request, () -> head(run),
                CommitPolicy.ofEvents(streaming, SseWriter::keepAlive),
                failure -> GenerateWriter.failure(ErrorMapping.known(failure)), delays)
                .write(run.parts().onItem().transformToIterable(part -> text.events(part.part()))));
    }

    private Uni<InferenceRun> begin(String chatModel, GenerateWriter text, boolean stream, HttpServerRequest request) {
        GenerateRequest asked = text.asked();
        return conversations.begin(chatModel, List.of(ChatInstances.prompt(asked.prompt())), asked.parameters(), stream,
                request.getHeader(PonderHeaders.STRATEGY));
    }

    private static ResponseHead head(InferenceRun run) {
        Map<String, String> headers = ResponseHead.streamHeaders(ResponseHead.EVENTS);
        headers.putAll(PonderHeaders.of(run));
        return new ResponseHead(200, headers);
    }
}
