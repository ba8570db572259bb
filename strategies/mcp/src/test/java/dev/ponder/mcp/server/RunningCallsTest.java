package dev.ponder.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.engine.ChoicePart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class RunningCallsTest {

    private static final JsonNode ID = IntNode.valueOf(1);

    private final RunningCalls calls = new RunningCalls();
    private final AtomicInteger cancelled = new AtomicInteger();

    private AssertSubscriber<ChoicePart> start(String session, JsonNode id) {
        Multi<ChoicePart> endless = Multi.createFrom().<ChoicePart>nothing()
                .onCancellation().invoke(cancelled::incrementAndGet);
        return calls.cancellable(session, id, endless).subscribe().withSubscriber(AssertSubscriber.create(10));
    }

    @Test
    void aClientCancelsItsCall() {
        var call = start("a", ID);
        var other = start("a", TextNode.valueOf("1"));
        calls.cancel("a", ID);

        call.assertCompleted();
        other.assertNotTerminated();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void noClientCancelsCallsOfAnotherSession() {
        var call = start("a", ID);
        calls.cancel("b", ID);
        calls.cancel("", ID);
        calls.cancelAll("b");

        call.assertNotTerminated();
        assertThat(cancelled).hasValue(0);
    }

    @Test
    void theEndOfASessionEndsItsCalls() {
        var one = start("a", ID);
        var two = start("a", IntNode.valueOf(2));
        calls.cancelAll("a");

        one.assertCompleted();
        two.assertCompleted();
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void aDisconnectCancelsTheCall() {
        start("a", ID).cancel();

        assertThat(cancelled).hasValue(1);
        calls.cancel("a", ID);
        assertThat(cancelled).hasValue(1);
    }
}
