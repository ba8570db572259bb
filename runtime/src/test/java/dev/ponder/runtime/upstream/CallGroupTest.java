package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.ponder.testing.UpstreamCalls;
import io.vertx.core.buffer.Buffer;

class CallGroupTest {

    private final CallGroup group = new CallGroup();
    private final UpstreamCall call = UpstreamCalls.question("Why?");
    private final AtomicInteger written = new AtomicInteger();

    private Buffer body(UpstreamCall other, int size) {
        return group.body(other, () -> Buffer.buffer(new byte[size]).setByte(0, (byte) written.incrementAndGet()));
    }

    @Test
    void equalCallsShareTheirBody() {
        Buffer first = body(call, 10);

        assertThat(body(call.within(TimeoutOverrides.NONE), 10)).isSameAs(first);
        assertThat(written).hasValue(1);
    }

    @Test
    void callsThatSendSomethingElseDoNot() {
        body(call, 10);
        body(call.withSeed(1), 10);
        body(call.withSeed(2), 10);
        body(call.withChoices(2), 10);
        body(call.withParameters(Map.of()), 10);
        body(UpstreamCalls.question("Why not?"), 10);

        assertThat(written.get()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void aLargeBodyIsNotKept() {
        body(call, 300_000);
        body(call, 300_000);

        assertThat(written).hasValue(2);
    }
}
