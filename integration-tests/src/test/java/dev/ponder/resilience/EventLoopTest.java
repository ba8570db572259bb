package dev.ponder.resilience;

import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

import static dev.ponder.support.upstream.FakeUpstreamResource.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.test.junit.QuarkusTest;

/** A request lives on one event loop, whatever it has to wait for. */
@QuarkusTest
@Timeout(60)
class EventLoopTest extends ServerTest {

    @Test
    void aTryThatFollowsAnotherComesHome() {
        var tries = new AtomicInteger();
        var model = model().that(call -> (tries.getAndIncrement() < 2
                ? UpstreamScript.refuses(500, "{}", Map.of())
                : UpstreamScript.says("It is 391.")).answer(call));

        assertThat(client.chat(Chat.ask("homing-" + model.name())).content(0)).isEqualTo("at home");
        assertThat(tries).hasValue(3);
    }

    /** The turn is given by another request, which may live on another event loop. */
    @RepeatedTest(4)
    void aTurnThatWasWaitedForComesHome() {
        var model = upstream.model(NARROW);
        var first = client.chatLater(Chat.ask("homing-" + model.name()));
        FakeCall held = model.next();
        var second = client.chatLater(Chat.ask("homing-" + model.name()));
        ServerMetrics.await("ponder_upstream_calls_queued{upstream=\"narrow\"}", 1);
        held.completion("It is 391.");
        model.next().completion("It is 391.");

        assertThat(first.join().content(0)).isEqualTo("at home");
        assertThat(second.join().content(0)).isEqualTo("at home");
    }
}
