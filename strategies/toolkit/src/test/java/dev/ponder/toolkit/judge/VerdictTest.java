package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;

class VerdictTest {

    private static JsonNode schema(Verdict verdict) {
        Prompt prompt = Prompt.internal("judge", Conversation.of(ChatMessage.user("Which?")));
        return verdict.askedOf(prompt).parameters().get("response_format").at("/json_schema/schema");
    }

    @ParameterizedTest
    @EnumSource
    void theReasoningComesBeforeTheVerdict(Verdict verdict) {
        assertThat(schema(verdict).path("properties").fieldNames()).toIterable()
                .containsExactly("reasoning", verdict.member());
        assertThat(schema(verdict).path("required")).hasSize(2);
    }

    @Test
    void aRankingIsAListOfLabels() {
        assertThat(schema(Verdict.RANKING).at("/properties/ranking/items/type").asText()).isEqualTo("string");
        assertThat(schema(Verdict.SCORE).at("/properties/score/type").asText()).isEqualTo("number");
    }

    @ParameterizedTest
    @EnumSource
    void twoPromptsDoNotShareASchema(Verdict verdict) {
        assertThat(schema(verdict)).isEqualTo(schema(verdict)).isNotSameAs(schema(verdict));
    }
}
