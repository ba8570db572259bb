package dev.ponder.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MicrometerMeterCleanupTest {

    private final SimpleMeterRegistry exported = new SimpleMeterRegistry();
    private final CompositeMeterRegistry global = new CompositeMeterRegistry();

    @Test
    void removesHttpMetersAndThoseOfTheUpstream() {
        global.add(exported);
        global.timer("http.server.requests", "uri", "/v1/chat/completions");
        global.counter("http.client.requests");
        global.counter("ft.circuitbreaker.calls", "method", "circuit breaker of upstream 'warmup1'");
        global.counter("ft.circuitbreaker.calls", "method", "circuit breaker of upstream 'default'");
        global.counter("jvm.classes.loaded");

        new MicrometerMeterCleanup(global).run("warmup1");

        assertThat(exported.getMeters()).extracting(meter -> meter.getId().getName() + meter.getId().getTags())
                .containsExactlyInAnyOrder("jvm.classes.loaded[]",
                        "ft.circuitbreaker.calls[tag(method=circuit breaker of upstream 'default')]");
    }

    @Test
    void aMeterThatIsUsedAgainStartsAtZero() {
        global.add(exported);
        global.counter("http.server.pushes").increment(7);

        new MicrometerMeterCleanup(global).run("warmup1");
        global.counter("http.server.pushes").increment();

        assertThat(exported.counter("http.server.pushes").count()).isEqualTo(1);
    }
}
