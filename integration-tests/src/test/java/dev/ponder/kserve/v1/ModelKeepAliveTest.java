package dev.ponder.kserve.v1;

import dev.ponder.kserve.v1.models.ModelInvocation;
import dev.ponder.kserve.v1.models.ObservedModel;
import dev.ponder.profiles.LowLimitsProfile;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Silence between events is broken by comments; nothing else has a place for them. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(60)
class ModelKeepAliveTest extends V1Test {

    private static final String COMMENT = ": keep-alive\n\n";

    @Inject
    ObservedModel observed;

    @Test
    void showsSignsOfLifeBeforeAndBetweenEvents() {
        ModelInvocation visit = observed.visit("events");
        try (var socket = new BareSocket(server)) {
            socket.post("observed:predict", "{'kind':'held','visit':'events'}", "Accept: text/event-stream");
            assertThat(socket.readUntil(COMMENT)).startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("text/event-stream; charset=utf-8");

            visit.say("a");
            assertThat(socket.readUntil("data: \"a\"\n\n")).doesNotContain("HTTP");
            socket.readUntil(COMMENT);
            visit.end();

            assertThat(socket.readUntil("\r\n0\r\n\r\n")).doesNotContain("data", "error");
        }
    }

    /** The first comment of another stream tells that the time for one has come. */
    @Test
    void showsNoneInRawStreams() {
        ModelInvocation raw = observed.visit("raw");
        ModelInvocation events = observed.visit("beside");
        try (var socket = new BareSocket(server); var other = new BareSocket(server)) {
            socket.post("observed:predict", "{'kind':'held','visit':'raw'}");
            raw.awaitBegin();
            raw.say("a");
            socket.readUntil("a\r\n");
            other.post("observed:predict", "{'kind':'held','visit':'beside'}", "Accept: text/event-stream");
            other.readUntil(COMMENT);
            other.readUntil(COMMENT);
            raw.say("b");
            raw.end();
            events.end();

            assertThat(socket.readUntil("\r\n0\r\n\r\n")).isEqualTo("1\r\nb\r\n0\r\n\r\n");
        }
    }

    @Test
    void isCutShortByTheOperatorsLimit() {
        String large = "{'instances':['" + "x".repeat(5000) + "']}";

        assertThat(V1Errors.of(predict("echo", large), 413)).contains("ponder.limits.max-body-size");
    }
}
