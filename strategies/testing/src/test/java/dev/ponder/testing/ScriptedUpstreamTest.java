package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall.State;
import dev.ponder.testing.ScriptedUpstream.Choices;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class ScriptedUpstreamTest {

    private static final UpstreamCall CALL = UpstreamCalls.question("Why?");

    private static UniAssertSubscriber<Completion> complete(ScriptedUpstream upstream, UpstreamCall call) {
        return upstream.complete(call).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static AssertSubscriber<StreamEvent> stream(ScriptedUpstream upstream) {
        return upstream.stream(CALL).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static StreamEvent text(String text) {
        return new StreamEvent.Part(new AnswerPart.Text(text));
    }

    @Test
    void aCallTakesOneLatency() {
        var upstream = ScriptedUpstream.answering("a").latency(Duration.ofSeconds(3));
        var waiter = complete(upstream, CALL);
        upstream.time().advance(Duration.ofMillis(2999));
        waiter.assertNotTerminated();
        upstream.time().advance(Duration.ofMillis(1));

        assertThat(waiter.getItem().choices()).singleElement().hasFieldOrPropertyWithValue("text", "a");
    }

    @Test
    void repliesComeInTurnAndTheLastOneStays() {
        var upstream = ScriptedUpstream.answering("a", "b");
        for (String expected : new String[]{"a", "b", "b"}) {
            var waiter = complete(upstream, CALL);
            upstream.time().runUntilIdle();
            assertThat(waiter.getItem().choices().get(0).text()).isEqualTo(expected);
        }
    }

    @Test
    void severalChoicesAreHonouredIgnoredOrRefused() {
        for (Choices n : Choices.values()) {
            var upstream = ScriptedUpstream.answering("a", "b", "c").choices(n);
            var waiter = complete(upstream, CALL.withChoices(3));
            upstream.time().runUntilIdle();
            if (n == Choices.REFUSED) {
                assertThat(waiter.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.BAD_REQUEST);
                assertThat(upstream.acceptedCalls()).isEmpty();
            } else {
                assertThat(waiter.getItem().choices()).hasSize(n == Choices.HONOURED ? 3 : 1);
            }
        }
    }

    @Test
    void callsAreRememberedWithHowTheyWent() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 1
                ? ScriptedReply.failing(Fault.FAILED)
                : ScriptedReply.text("a"));
        complete(upstream, CALL);
        complete(upstream, CALL);
        complete(upstream, CALL).cancel();
        assertThat(upstream.open()).isEqualTo(2);
        upstream.time().runUntilIdle();

        assertThat(upstream.calls()).extracting(ScriptedCall::state)
                .containsExactly(State.ANSWERED, State.FAILED, State.CANCELLED);
        assertThat(upstream.peak()).isEqualTo(3);
        assertThat(upstream.open()).isZero();
        assertThat(upstream.reported()).isEqualTo(Usage.of(100, 10));
    }

    @Test
    void aHeldCallWaitsForTheTest() {
        var upstream = ScriptedUpstream.holding();
        var first = complete(upstream, CALL);
        var second = complete(upstream, CALL);
        upstream.time().runUntilIdle();
        first.assertNotTerminated();
        upstream.call(1).answer("b");
        upstream.call(0).settle(ScriptedReply.failing(Fault.TIMEOUT));

        assertThat(second.getItem().choices().get(0).text()).isEqualTo("b");
        assertThat(first.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.TIMEOUT);
    }

    @Test
    void aHeldStreamComesPieceByPiece() {
        var upstream = ScriptedUpstream.holding();
        var reader = stream(upstream);
        upstream.call(0).send("a ");
        reader.assertItems(text("a "));
        upstream.call(0).send("b");
        upstream.call(0).end(FinishReason.STOP, Usage.of(1, 2));

        reader.assertItems(text("a "), text("b"), new StreamEvent.Used(Usage.of(1, 2)),
                new StreamEvent.Part(new AnswerPart.Finish(FinishReason.STOP))).assertCompleted();
        assertThat(upstream.call(0).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void aStreamSendsWordByWord() {
        var upstream = ScriptedUpstream.answering("one two").wordDelay(Duration.ofMillis(10));
        var reader = stream(upstream);
        upstream.time().advance(upstream.latency().plusMillis(10));
        reader.assertItems(text("one "));
        upstream.time().advance(Duration.ofMillis(10));

        reader.assertItems(text("one "), text("two"));
        reader.cancel();
        assertThat(upstream.call(0).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aStreamMayBreakOff() {
        var upstream = ScriptedUpstream.replying((call, number) -> ScriptedReply.breakingOff("one", Fault.UNREACHABLE));
        var reader = stream(upstream);
        upstream.time().runUntilIdle();

        reader.assertItems(text("one"));
        assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.UNREACHABLE);
        assertThat(upstream.call(0).state()).isEqualTo(State.FAILED);
    }
}
