package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** A reply that was cut off: a label or number at its end may be the beginning of another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "CHOICE | `{\"reasoning\": \"C1 is bad\", \"choice\": \"C2\"` | `{\"choice\": \"C2\"}`",
            "CHOICE | `{\"reasoning\": \"C1 is bad\", \"choice\": \"C2\", \"more\": \"and so` | `{\"choice\": \"C2\"}`",
            "RANKING | `{\"reasoning\": \"\", \"ranking\": [\"C2\", \"C1\", \"C` | `{\"ranking\": [\"C2\", \"C1\"]}`",
            "RANKING | `{\"ranking\": [\"C2\"]} and then I` | `{\"ranking\": [\"C2\"]}`",
            "SCORE | `{\"score\": 8, \"note\": \"wh` | `{\"score\": 8}`",
            "SCORE | `{\"score\": 8.5} as` | `{\"score\": 8.5}`",
            "CHOICE | `I choose [[C2]] because of the` | `[[C2]]`"})
    void aVerdictIsCompleteInACutOffReply(Verdict verdict, String reply, String expected) {
        assertThat(verdict.completeIn(reply)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "CHOICE | `{\"reasoning\": \"C1 is better than C2`", "CHOICE | `{\"choice\": \"C1`",
            "RANKING | `{\"ranking\": [\"C1`",
            "SCORE | `{\"score\": 8`", "SCORE | `{\"score\": 8.`", "SCORE | `Score: 8`", "CHOICE | `Best: C1`"})
    void otherwiseItIsMissing(Verdict verdict, String reply) {
        assertThat(verdict.completeIn(reply)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void twoPromptsDoNotShareASchema(Verdict verdict) {
        assertThat(schema(verdict)).isEqualTo(schema(verdict)).isNotSameAs(schema(verdict));
    }
}
