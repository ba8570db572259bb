package dev.ponder.resilience;

import static dev.ponder.support.upstream.FakeUpstreamResource.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** A request runs on one event loop, also after a retry or a wait in a queue. */
@QuarkusTest
@Timeout(60)
class EventLoopTest extends ServerTest {

    @Test
    void aRetryResumesOnTheEventLoopOfTheRequest() {
        var tries = new AtomicInteger();
        var model = model().plays(call -> (tries.getAndIncrement() < 2
                ? UpstreamScript.responds(500, "{}", Map.of())
                : UpstreamScript.answers("It is 391.")).play(call));

        assertThat(client.chat(Chat.ask("event_loop_probe-" + model.name())).content(0)).isEqualTo("same event loop");
        assertThat(tries).hasValue(3);
    }

    /** The permit is released by another request, which may run on another event loop. */
    @RepeatedTest(4)
    void aQueuedCallResumesOnTheEventLoopOfTheRequest() {
        var model = upstream.model(NARROW);
        var first = client.chatLater(Chat.ask("event_loop_probe-" + model.name()));
        FakeCall held = model.next();
        var second = client.chatLater(Chat.ask("event_loop_probe-" + model.name()));
        ServerMetrics.await("ponder_upstream_calls_queued{upstream=\"narrow\"}", 1);
        held.completion("It is 391.");
        model.next().completion("It is 391.");

        assertThat(first.join().content(0)).isEqualTo("same event loop");
        assertThat(second.join().content(0)).isEqualTo("same event loop");
    }
}
