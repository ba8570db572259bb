package dev.ponder.streaming;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A client that stops reading: the upstream is held back, and after a while the client is given up. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(60)
class SlowClientTest extends ServerTest {

    private static final int PIECE = 16 * 1024;
    /** What sockets and buffers on the way may hold, generously: the kernel's alone grow to several megabytes. */
    private static final long MOST_HELD = 64L * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker", "re2|re2"})
    void isGivenUpWithItsCalls(String strategy) {
        FakeModel model = upstream.model();
        var sent = new AtomicLong();
        var visitor = new Visitor(server, Chat.stream(strategy + "-" + model.name()));
        if (strategy.equals("speaker")) {
            model.next().completion("I think");
        }
        FakeCall call = model.next();
        call.begin().pump("x".repeat(PIECE), MOST_HELD, sent);
        visitor.read("xxx");

        call.closedAt(Duration.ofSeconds(40));
        assertThat(sent.get()).isLessThan(MOST_HELD);
        visitor.leave();
    }
}
