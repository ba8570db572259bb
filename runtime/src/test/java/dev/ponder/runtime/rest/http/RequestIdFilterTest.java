package dev.ponder.runtime.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdFilterTest {

    private final RequestIdFilter filter = new RequestIdFilter(new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"1", "req_0af7651916cd43dd8448eb211c80319c", "a b/c:d=\"e\"", "~!@#$%^&*()"})
    void keepsTheIdOfTheClient(String id) {
        assertThat(filter.idOf(id)).isEqualTo(id);
    }

    @Test
    void keepsAnIdOf128Characters() {
        assertThat(filter.idOf("x".repeat(128))).hasSize(128).doesNotContain("-");
        assertThat(filter.idOf("x".repeat(129))).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a\tb", "a\nb", "a\u0000", "sch\u00f6n", "\u007f", "\ud83d\ude00"})
    void generatesAnIdForAnyOther(String id) {
        assertThat(filter.idOf(id)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(filter.idOf(id));
    }
}
