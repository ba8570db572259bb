package dev.ponder.it;

import static dev.ponder.it.upstream.FakeUpstreamResource.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.it.client.Chat;
import dev.ponder.it.upstream.Behaviour;
import dev.ponder.it.upstream.FakeCall;
import io.quarkus.test.junit.QuarkusTest;

/** A request lives on one event loop, whatever it has to wait for. */
@QuarkusTest
@Timeout(60)
class EventLoopTest extends ServerTest {

    @Test
    void aTryThatFollowsAnotherComesHome() {
        var tries = new AtomicInteger();
        var model = model().that(call -> (tries.getAndIncrement() < 2
                ? Behaviour.refuses(500, "{}", Map.of())
                : Behaviour.says("It is 391.")).answer(call));

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
        Meters.await("ponder_upstream_calls_queued{upstream=\"narrow\"}", 1);
        held.completion("It is 391.");
        model.next().completion("It is 391.");

        assertThat(first.join().content(0)).isEqualTo("at home");
        assertThat(second.join().content(0)).isEqualTo("at home");
    }
}
