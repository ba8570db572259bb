package dev.ponder.runtime.engine;

import static dev.ponder.runtime.security.ApiClients.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Delegate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.testing.TestConfig;

class DelegationTest {

    private static final ChatRequest PROMPT = new ChatRequest("m",
            new Conversation(List.of(ChatMessage.user("What is 17*23?"))), Map.of());

    private static Delegation delegation(ApiClient client) {
        var request = new InferenceRequest(List.of(PROMPT), StrategyExpression.PLAIN, ParameterValues.NONE,
                RequestLimits.of(TestConfig.defaults().limits()), 1, false, Optional.empty(), progress -> {
                }).from(new RequestOrigin("/", "", Map.of(), client));
        return new Delegation(Toys.registry(), new EmulationPolicy(TestConfig.defaults()), request);
    }

    private static List<String> delegates(ApiClient client) {
        return delegation(client).delegates("bon", PROMPT).stream().map(Delegate::id).toList();
    }

    @Test
    void delegatesAreTheStrategiesOfTheClient() {
        assertThat(delegates(ApiClient.ANONYMOUS)).contains("moa", "re2", "none").doesNotContain("bon");
        assertThat(delegates(client("*", "bon,re2"))).containsExactly("none", "re2");
    }

    @Test
    void aRequestIsLeftToNoOtherStrategy() {
        assertThat(delegation(client("*", "bon,re2")).pipeline("bon", List.of("re2"), PROMPT)).hasToString("re2");
        assertThatThrownBy(() -> delegation(client("*", "bon,re2")).pipeline("bon", List.of("moa"), PROMPT))
                .hasMessageContaining("'moa'");
    }
}
