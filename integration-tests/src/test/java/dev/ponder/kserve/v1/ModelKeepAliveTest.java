package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.kserve.v1.models.ModelInvocation;
import dev.ponder.kserve.v1.models.ObservedModel;
import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Keep-alive comments are sent in event streams only, since other formats have no comments. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(60)
class ModelKeepAliveTest extends V1Test {

    private static final String COMMENT = ": keep-alive\n\n";

    @Inject
    ObservedModel observed;

    @Test
    void sendsKeepAlivesBeforeAndBetweenEvents() {
        ModelInvocation invocation = observed.invocation("events");
        try (var socket = new RawHttpClient(server)) {
            post(socket, "observed:predict", "{'kind':'held','invocation':'events'}", "Accept: text/event-stream");
            assertThat(socket.readUntil(COMMENT)).startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("text/event-stream; charset=utf-8");

            invocation.say("a");
            assertThat(socket.readUntil("data: \"a\"\n\n")).doesNotContain("HTTP");
            socket.readUntil(COMMENT);
            invocation.end();

            assertThat(socket.readUntil("\r\n0\r\n\r\n")).doesNotContain("data", "error");
        }
    }

    /** Comments in a second stream show that the keep-alive interval has passed. */
    @Test
    void sendsNoneInRawStreams() {
        ModelInvocation raw = observed.invocation("raw");
        ModelInvocation events = observed.invocation("second");
        try (var socket = new RawHttpClient(server); var other = new RawHttpClient(server)) {
            post(socket, "observed:predict", "{'kind':'held','invocation':'raw'}");
            raw.awaitBegin();
            raw.say("a");
            socket.readUntil("a\r\n");
            post(other, "observed:predict", "{'kind':'held','invocation':'second'}", "Accept: text/event-stream");
            other.readUntil(COMMENT);
            other.readUntil(COMMENT);
            raw.say("b");
            raw.end();
            events.end();

            assertThat(socket.readUntil("\r\n0\r\n\r\n")).isEqualTo("1\r\nb\r\n0\r\n\r\n");
        }
    }

    @Test
    void isLimitedByMaxBodySize() {
        String large = "{'instances':['" + "x".repeat(5000) + "']}";

        assertThat(V1Errors.of(predict("echo", large), 413)).contains("ponder.limits.max-body-size");
    }
}
