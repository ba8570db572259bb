package dev.ponder.runtime.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainingTest {

    @Test
    void isReadyUntilItBegins() {
        var draining = new Draining();
        assertThat(draining.ready()).isTrue();

        draining.begin();
        assertThat(draining.ready()).isFalse();
    }
}
