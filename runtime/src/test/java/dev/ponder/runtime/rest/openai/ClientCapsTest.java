package dev.ponder.runtime.rest.openai;

import static dev.ponder.runtime.rest.openai.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.security.ApiClients;
import dev.ponder.testing.TestConfig;

/** The limits of a client's requests. */
class ClientCapsTest {

    private static final RequestLimits OF_SERVER = RequestLimits.of(TestConfig.defaults().limits());

    private static RequestLimits limits(String members, int calls, long tokens) {
        return Bodies.read(with(members).replace('\'', '"'),
                new RequestHints(null, null, ApiClients.capped(calls, tokens))).limits();
    }

    @Test
    void theyLowerThoseOfTheServer() {
        assertThat(limits("", 5, 1000).maxCalls()).isEqualTo(5);
        assertThat(limits("", 5, 1000).maxTokens()).isEqualTo(1000);
        assertThat(limits("", 5, 1000).maxParallelCalls()).isEqualTo(2);
        assertThat(limits("", 5, 1000).deadline()).isEqualTo(OF_SERVER.deadline());
        assertThat(limits("'ponder': {'quorum': 2}", 5, 1000).maxCalls()).isEqualTo(5);
    }

    @Test
    void theyNeverRaiseThem() {
        assertThat(limits("", 1_000_000, Long.MAX_VALUE).maxCalls()).isEqualTo(OF_SERVER.maxCalls());
        assertThat(limits("", 1_000_000, Long.MAX_VALUE).maxTokens()).isEqualTo(OF_SERVER.maxTokens());
    }

    @Test
    void aRequestLowersThemFurtherAndIsRejectedAboveThem() {
        assertThat(limits("'ponder': {'budget': {'max_calls': 3}}", 5, 1000).maxCalls()).isEqualTo(3);
        assertThatThrownBy(() -> limits("'ponder': {'budget': {'max_calls': 6}}", 5, 1000))
                .hasMessageContaining("ponder.budget.max_calls: 6").hasMessageContaining("5");
        assertThatThrownBy(() -> limits("'ponder': {'budget': {'max_tokens': 1001}}", 5, 1000))
                .hasMessageContaining("ponder.budget.max_tokens: 1001");
    }
}
