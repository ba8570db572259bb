package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A client that stops reading: back-pressure reaches the upstream, and after a timeout the server closes the connection. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(60)
class SlowClientTest extends ServerTest {

    private static final int CHUNK = 16 * 1024;
    /** An upper bound of what all buffers in between hold; the kernel's alone grow to several megabytes. */
    private static final long MAX_BUFFERED = 64L * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "two_stage", "re2|re2"})
    void isDisconnectedAndItsCallsAreClosed(String strategy) {
        FakeModel model = upstream.model();
        var sent = new AtomicLong();
        var raw = new RawHttpClient(server).chat(Chat.stream(strategy + "-" + model.name()));
        if (strategy.equals("two_stage")) {
            model.next().completion("I think");
        }
        if (strategy.contains("|")) {
            model.next().begin().say("xxx");
        }
        FakeCall call = model.next();
        call.begin().say("xxx");
        raw.readUntil("xxx");

        call.pump("x".repeat(CHUNK), MAX_BUFFERED, sent);

        call.closedAt();
        assertThat(sent.get()).isLessThan(MAX_BUFFERED);
        raw.disconnect();
    }
}
