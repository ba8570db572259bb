package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.kserve.v1.models.ModelInvocation;
import dev.ponder.kserve.v1.models.ObservedModel;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

/** When a client disconnects, the running hook or stream is cancelled. */
@QuarkusTest
@Timeout(60)
class HookCancellationTest extends V1Test {

    @Inject
    ObservedModel observed;

    @ParameterizedTest
    @CsvSource({"preprocess, predict, 0", "uni, predict, 1", "uni, explain, 1", "silent, predict, 1",
            "postprocess, predict, 1"})
    void cancelsTheRunningHook(String kind, String verb, int predicted) {
        ModelInvocation invocation = observed.invocation(kind + verb);
        try (var socket = new RawHttpClient(server)) {
            post(socket, "observed:" + verb, "{'kind':'" + kind + "','invocation':'" + kind + verb + "'}");
            invocation.awaitBegin();
        }
        invocation.awaitCancel();
        assertThat(invocation.predicted()).isEqualTo(predicted);
    }

    @ParameterizedTest
    @CsvSource({"predict, */*", "explain, */*", "predict, text/event-stream", "predict, application/x-ndjson"})
    void closesAStreamMidStream(String verb, String accepted) {
        String name = "two" + verb + accepted;
        ModelInvocation invocation = observed.invocation(name);
        try (var socket = new RawHttpClient(server)) {
            post(socket, "observed:" + verb, "{'kind':'two','invocation':'" + name + "'}", "Accept: " + accepted);
            socket.readUntil("two");
        }
        invocation.awaitCancel();
    }

    /** With a client that does not read, the model produces only what fits into the buffers in between. */
    @Test
    void appliesBackPressureToAStreamThatIsNotRead() {
        ModelInvocation invocation = observed.invocation("endless");
        try (var socket = new RawHttpClient(server)) {
            post(socket, "observed:predict", "{'kind':'endless','invocation':'endless'}");
            socket.readUntil("xxxx");
            assertSettles(invocation);
        }
        invocation.awaitCancel();
    }

    /** While the server answers other requests, it requests no more items; socket buffers alone hold some megabytes. */
    private void assertSettles(ModelInvocation invocation) {
        int before = -1;
        int still = 0;
        while (still < 20) {
            assertThat(predict("echo", "{'instances':[1]}").status()).isEqualTo(200);
            int now = invocation.pulled();
            still = now == before ? still + 1 : 0;
            before = now;
            assertThat(now).as("items of 16 KB").isLessThan(2000);
        }
    }

    @Test
    void holdsTheStatusUntilTheFirstItem() {
        ModelInvocation invocation = observed.invocation("first");
        var reply = predictLive("observed", "{'kind':'held','invocation':'first'}");
        invocation.awaitBegin();
        assertThat(predict("echo", "{'instances':[1]}").status()).isEqualTo(200);
        assertThat(reply).isNotDone();

        invocation.say("now\n");

        assertThat(reply.join().nextLine()).isEqualTo("now");
        invocation.end();
        assertThat(reply.join().rest()).isEmpty();
    }
}
