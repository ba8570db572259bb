package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.sim.SimKit.ManualDelays;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class SimStreamTest {

    private final ManualDelays delays = new ManualDelays();

    @ParameterizedTest
    @ValueSource(strings = {"What is 17*23?", "Who are you?", "(1+2)*(3+4)-5"})
    void streamsJustWhatItWouldSayAtOnce(String question) {
        var upstream = upstream(0.6, 0.9);
        for (int seed = 0; seed < 20; seed++) {
            var call = with(ask(question).withSeed(seed), "max_tokens", "18");
            assertThat(streamed(upstream, call))
                    .isEqualTo(upstream.complete(call).await().indefinitely().choices().get(0));
        }
    }

    @Test
    void streamsToolCallsToo() {
        var upstream = upstream(1, 1);
        var call = with(with(ask("17*23").withSeed(1), "tools", "[{\"function\":{\"name\":\"calculator\"}}]"),
                "tool_choice",
                "\"required\"");

        assertThat(streamed(upstream, call)).isEqualTo(upstream.complete(call).await().indefinitely().choices().get(0))
                .satisfies(answer -> assertThat(answer.toolCalls()).hasSize(1));
    }

    @Test
    void endsWithTheUsageAndTheReason() {
        var events = events(upstream(1, 1), ask("17*23"));

        assertThat(events.get(events.size() - 1))
                .isEqualTo(new StreamEvent.Part(new AnswerPart.Finish(FinishReason.STOP)));
        assertThat(events.get(events.size() - 2)).isInstanceOfSatisfying(StreamEvent.Used.class,
                used -> assertThat(used.usage().completionTokens()).isEqualTo(events.size() - 2));
    }

    @Test
    void opensAtOnceAndThenWritesTokenByToken() {
        var parts = SimKit.slow(delays).stream(ask("17*23")).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        parts.assertHasNotReceivedAnyItem();
        delays.pass();
        assertThat(parts.getItems()).hasSize(1);
        delays.pass();
        assertThat(parts.getItems()).hasSize(2);
        while (delays.timers() > 0) {
            delays.pass();
        }
        parts.assertCompleted();
        int tokens = parts.getItems().size() - 2;
        assertThat(delays.asked).startsWith(Duration.ofMillis(200)).hasSize(tokens);
        assertThat(delays.asked.subList(1, tokens)).containsOnly(Duration.ofMillis(20));
    }

    @Test
    void emitsNoMoreThanRequested() {
        var parts = SimKit.slow(delays).stream(ask("17*23")).subscribe()
                .withSubscriber(AssertSubscriber.create(2));
        for (int i = 0; i < 10; i++) {
            delays.pass();
        }

        assertThat(parts.getItems()).hasSize(2);
        assertThat(delays.timers()).isZero();
    }

    @Test
    void aWholeReplyTakesAsLongAsItsTokens() {
        var reply = SimKit.slow(delays).complete(ask("17*23")).subscribe().withSubscriber(UniAssertSubscriber.create());
        reply.assertNotTerminated();
        delays.pass();

        long tokens = reply.assertCompleted().getItem().usage().completionTokens();
        assertThat(delays.asked).isEqualTo(Collections.singletonList(Duration.ofMillis(200 + 20 * tokens)));
    }

    @Test
    void cancellingFreesTheTimer() {
        var slow = SimKit.slow(delays);
        var parts = slow.stream(ask("17*23")).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        var whole = slow.complete(ask("17*23")).subscribe().withSubscriber(UniAssertSubscriber.create());
        delays.pass();
        assertThat(delays.timers()).isEqualTo(1);

        parts.cancel();
        whole.cancel();
        assertThat(delays.timers()).isZero();
        var early = slow.complete(ask("17*23")).subscribe().withSubscriber(UniAssertSubscriber.create());
        early.cancel();
        assertThat(delays.timers()).isZero();
    }

    @Test
    void nothingHappensBeforeSubscription() {
        SimKit.slow(delays).complete(ask("17*23"));
        SimKit.slow(delays).stream(with(ask("17*23"), "max_tokens", "0"));

        assertThat(delays.asked).isEmpty();
    }

    @Test
    void listsItsModelAsSimulated() {
        assertThat(upstream(1, 1).models().await().indefinitely()).singleElement().hasToString("{\"id\":\"sim\","
                + "\"object\":\"model\",\"created\":1735689600,\"owned_by\":\"ponder (simulated)\"}");
    }

    /** The engine makes the plain call, so that clients see the same model with and without a strategy. */
    @ParameterizedTest
    @ValueSource(strings = {"/chat/completions", "/completions", "/embeddings", "/rerank"})
    void relaysNothing(String path) {
        assertThat(upstream(1, 1).relays(new Endpoint(path, path))).isFalse();
    }

    private static Answer streamed(SimUpstream upstream, UpstreamCall call) {
        var whole = new AnswerAccumulator();
        events(upstream, call).forEach(event -> {
            if (event instanceof StreamEvent.Part part) {
                whole.add(part.part());
            }
        });
        return whole.answer();
    }

    private static List<StreamEvent> events(SimUpstream upstream, UpstreamCall call) {
        return upstream.stream(call).collect().asList().await().indefinitely();
    }
}
