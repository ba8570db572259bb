package dev.ponder.kserve.v1;

import dev.ponder.kserve.v1.models.ModelInvocation;
import dev.ponder.kserve.v1.models.ObservedModel;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

/** Whoever leaves takes along what the model does for them. */
@QuarkusTest
@Timeout(60)
class HookCancellationTest extends V1Test {

    @Inject
    ObservedModel observed;

    @ParameterizedTest
    @CsvSource({"preprocess, predict, 0", "uni, predict, 1", "uni, explain, 1", "silent, predict, 1",
            "postprocess, predict, 1"})
    void stopsTheHookThatIsUnderWay(String kind, String verb, int predicted) {
        ModelInvocation visit = observed.visit(kind + verb);
        try (var socket = new BareSocket(server)) {
            socket.post("observed:" + verb, "{'kind':'" + kind + "','visit':'" + kind + verb + "'}");
            visit.awaitBegin();
        }
        visit.awaitCancel();
        assertThat(visit.predicted()).isEqualTo(predicted);
    }

    @ParameterizedTest
    @CsvSource({"predict, */*", "explain, */*", "predict, text/event-stream", "predict, application/x-ndjson"})
    void stopsAStreamInItsMiddle(String verb, String accepted) {
        String name = "two" + verb + accepted;
        ModelInvocation visit = observed.visit(name);
        try (var socket = new BareSocket(server)) {
            socket.post("observed:" + verb, "{'kind':'two','visit':'" + name + "'}", "Accept: " + accepted);
            socket.readUntil("two");
        }
        visit.awaitCancel();
    }

    /** A client that reads nothing: the model makes no more than lies between it and the client. */
    @Test
    void holdsBackAStreamThatNobodyReads() {
        ModelInvocation visit = observed.visit("endless");
        try (var socket = new BareSocket(server)) {
            socket.post("observed:predict", "{'kind':'endless','visit':'endless'}");
            socket.readUntil("xxxx");
            assertSettles(visit);
        }
        visit.awaitCancel();
    }

    /** While others are answered by the same server, nothing more is pulled; sockets hold some megabytes themselves. */
    private void assertSettles(ModelInvocation visit) {
        int before = -1;
        int still = 0;
        while (still < 20) {
            assertThat(predict("echo", "{'instances':[1]}").status()).isEqualTo(200);
            int now = visit.pulled();
            still = now == before ? still + 1 : 0;
            before = now;
            assertThat(now).as("items of 16 KB").isLessThan(2000);
        }
    }

    @Test
    void holdsTheStatusUntilTheFirstItem() {
        ModelInvocation visit = observed.visit("first");
        var reply = predictLive("observed", "{'kind':'held','visit':'first'}");
        visit.awaitBegin();
        assertThat(predict("echo", "{'instances':[1]}").status()).isEqualTo(200);
        assertThat(reply).isNotDone();

        visit.say("now\n");

        assertThat(reply.join().nextLine()).isEqualTo("now");
        visit.end();
        assertThat(reply.join().rest()).isEmpty();
    }
}
