package dev.ponder.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With two parallel calls allowed, further calls are queued in order, and are dropped when their client disconnects. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(30)
class ParallelCallLimitTest extends ServerTest {

    @Test
    void startOneByOneAsOthersEnd() {
        var model = model();
        var response = client.chatLater(fourCandidates(model.name()));
        FakeCall first = model.next();
        model.next();
        assertCalls(model, 2);

        first.completion("It is 391.");
        model.next();
        assertCalls(model, 3);

        model.plays(UpstreamScript.answers("It is 391."));
        model.calls().forEach(call -> call.completion("It is 391."));
        assertThat(response.join().content(0)).isEqualTo("It is 391.");
        assertThat(model.calls()).hasSize(4);
    }

    @Test
    void thatAreQueuedAreNeverMadeWhenTheClientDisconnects() {
        var model = model();
        var raw = new RawHttpClient(server).chat(fourCandidates(model.name()));
        FakeCall first = model.next();
        FakeCall second = model.next();

        raw.disconnect();
        first.closedAt();
        second.closedAt();

        assertCalls(model, 2);
    }

    private static ObjectNode fourCandidates(String model) {
        ObjectNode body = Chat.ask("first_of_n-" + model);
        body.putObject("ponder").putObject("first_of_n").put("candidates", 4);
        return body;
    }

    /** Shows by another request that the server has made all calls it is going to make. */
    private void assertCalls(FakeModel model, int calls) {
        assertThat(client.chat(Chat.ask(model().plays(UpstreamScript.answers("391")).name())).status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(calls);
    }
}
