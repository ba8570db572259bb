package dev.ponder.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShutdownReadinessTest {

    @Test
    void isReadyUntilItBegins() {
        var draining = new ShutdownReadiness();
        assertThat(draining.ready()).isTrue();

        draining.begin();
        assertThat(draining.ready()).isFalse();
    }
}
