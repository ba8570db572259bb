package dev.ponder.resilience;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Where two calls may run at the same time, the others wait in order, and leave the queue with their client. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(30)
class ParallelCallLimitTest extends ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void beginOneForOneThatEnds() {
        var model = model();
        var response = client.chatLater(fourCandidates(model.name()));
        FakeCall first = model.next();
        model.next();
        assertCalls(model, 2);

        first.completion("It is 391.");
        model.next();
        assertCalls(model, 3);

        model.that(UpstreamScript.says("It is 391."));
        model.calls().forEach(call -> call.completion("It is 391."));
        assertThat(response.join().content(0)).isEqualTo("It is 391.");
        assertThat(model.calls()).hasSize(4);
    }

    @Test
    void thatWaitNeverBeginWhenTheClientLeaves() {
        var model = model();
        var visitor = new Visitor(server, fourCandidates(model.name()));
        FakeCall first = model.next();
        FakeCall second = model.next();

        visitor.leave();
        first.closedAt(PATIENCE);
        second.closedAt(PATIENCE);

        assertCalls(model, 2);
    }

    private static ObjectNode fourCandidates(String model) {
        ObjectNode body = Chat.ask("picker-" + model);
        body.putObject("ponder").putObject("picker").put("candidates", 4);
        return body;
    }

    /** Another request that is answered shows that the server has had the time for whatever else it wanted to call. */
    private void assertCalls(FakeModel model, int calls) {
        assertThat(client.chat(Chat.ask(model().that(UpstreamScript.says("391")).name())).status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(calls);
    }
}
