package dev.ponder.runtime.upstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.runtime.serving.LoadedModels;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

class LocalUpstreamTest {

    private static final UpstreamCall CALL = new UpstreamCall("toy", Conversation.of(ChatMessage.user("Hi")), Map.of(),
            1);
    private static final AnswerPart TEXT = new AnswerPart.Text("Hi");
    private static final AnswerPart END = new AnswerPart.Finish(FinishReason.STOP);

    private final List<AnswerPart> parts = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private void stream(AnswerPart... said) {
        var upstream = new LocalUpstream("toy", new Toy(said), LoadedModels.of("toy"), 0);
        upstream.stream(CALL).subscribe().with(event -> {
            if (event instanceof StreamEvent.Part part) {
                parts.add(part.part());
            }
        }, failures::add);
    }

    @Test
    void anAnswerIsHandedOnAsItComes() {
        stream(TEXT, END);

        assertThat(parts).containsExactly(TEXT, END);
        assertThat(failures).isEmpty();
    }

    @Test
    void anAnswerWithoutAnEndBrokeOff() {
        stream(TEXT);

        assertThat(parts).containsExactly(TEXT);
        assertThat(failures).singleElement().isInstanceOf(ModelException.class)
                .hasToString(ModelException.class.getName()
                        + ": Model toy broke off (expected a part that ends the answer).");
    }

    /** It would be waited for when it is unloaded. */
    @Test
    void aModelThatBreaksDownLetsGoOfItsRequest() {
        ModelRegistry models = LoadedModels.of("toy");
        var upstream = new LocalUpstream("toy", new Broken(), models, 0);

        upstream.stream(CALL).subscribe().with(event -> {
        }, failures::add);
        upstream.complete(CALL).subscribe().with(answer -> {
        }, failures::add);

        assertThat(failures).hasSize(2).allSatisfy(failure -> {
            assertThat(failure).isInstanceOf(ModelException.class).hasMessage(
                    "Model toy failed (see the server's log).");
            assertThat(UpstreamException.isTransient(failure)).as("a stage can do without it").isTrue();
        });
        assertThat(LoadedModels.free(models, "toy")).isTrue();
    }

    @Test
    void anAnswerFromAnotherThreadResumesOnTheEventLoop() throws Exception {
        var vertx = Vertx.vertx();
        var home = vertx.getOrCreateContext();
        var threads = new CompletableFuture<List<Boolean>>();
        var seen = new ArrayList<Boolean>();
        GenerativeModel elsewhere = new Toy(TEXT, END) {

            @Override
            public Multi<AnswerPart> stream(ChatRequest request) {
                return super.stream(request).emitOn(task -> new Thread(task).start());
            }
        };
        home.runOnContext(begun -> new LocalUpstream("toy", elsewhere, LoadedModels.of("toy"), 0).stream(CALL)
                .subscribe().with(event -> seen.add(Vertx.currentContext() == home), threads::completeExceptionally,
                        () -> threads.complete(seen)));
        try {
            assertThat(threads.get(20, TimeUnit.SECONDS)).containsOnly(true).hasSize(3);
        } finally {
            vertx.close();
        }
    }

    private static final class Broken implements GenerativeModel {

        @Override
        public Uni<Answer> answer(ChatRequest request) {
            throw new IllegalStateException("secret");
        }

        @Override
        public Multi<AnswerPart> stream(ChatRequest request) {
            throw new IllegalStateException("secret");
        }
    }

    private static class Toy implements GenerativeModel {

        private final AnswerPart[] said;

        Toy(AnswerPart... said) {
            this.said = said;
        }

        @Override
        public Uni<Answer> answer(ChatRequest request) {
            return Uni.createFrom().nothing();
        }

        @Override
        public Multi<AnswerPart> stream(ChatRequest request) {
            return Multi.createFrom().items(said);
        }
    }
}
