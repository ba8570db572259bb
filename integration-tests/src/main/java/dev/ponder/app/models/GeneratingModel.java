package dev.ponder.app.models;

import java.time.Duration;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers "hello", and streams three tokens. */
@ServedModel("gen")
class GeneratingModel implements GenerativeModel {

    @Override
    public Uni<Answer> answer(ChatRequest request) {
        return Uni.createFrom().item(Answer.of("hello", FinishReason.STOP));
    }

    @Override
    public Multi<AnswerPart> stream(ChatRequest request) {
        return Chunks.paced(List.of(new AnswerPart.Text("t0 "), new AnswerPart.Text("t1 "), new AnswerPart.Text("t2"),
                new AnswerPart.Finish(FinishReason.STOP)), Duration.ofMillis(50));
    }
}
