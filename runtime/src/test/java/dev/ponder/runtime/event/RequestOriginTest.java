package dev.ponder.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class RequestOriginTest {

    @Test
    void clientsWithOtherHeadersHaveOtherNames() {
        String one = client(Map.of("Authorization", List.of("Bearer one")));

        assertThat(one).isNotEqualTo(client(Map.of("Authorization", List.of("Bearer two"))))
                .isNotEqualTo(client(Map.of()))
                .isNotEqualTo(client(Map.of("Authorization", List.of("Bearer one"), "X-Tenant", List.of("a"))))
                .doesNotContain("one");
    }

    @Test
    void requestsOfOneClientHaveOneName() {
        assertThat(client(Map.of("Authorization", List.of("Bearer one"), "X-Request-Id", List.of("1"), "Content-Length",
                List.of("77"), "X-Ponder-Strategy", List.of("leap"))))
                .isEqualTo(client(Map.of("authorization", List.of("Bearer one"), "x-request-id", List.of("2"))));
    }

    private static String client(Map<String, List<String>> headers) {
        return new RequestOrigin("", "", headers).client();
    }
}
