package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.FinishReason;

class FinishReasonReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"stop", "", "null", "STOP", "Stop", "eos", "eos_token", "eosFound", "stop_sequence",
            "STOP_SEQUENCE",
            "end_turn", "END_TURN", "end", "complete", "COMPLETE", "completed", "endoftext", "normal", "finished",
            "FINISH_REASON_STOP", "FINISH_REASON_UNSPECIFIED", " stop "})
    void readsCompleteAnswers(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.STOP);
        assertThat(FinishReasonReader.read(value).complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "LENGTH", "max_tokens", "MAX_TOKENS", "model_length", "length_limit",
            "context_length",
            "model_context_window_exceeded", "max_output_tokens", "token_limit", "time_limit", "limit", "incomplete",
            "maxPredictedTokensReached", "contextLengthReached", "context_length_exceeded", "max_new_tokens",
            "pause_turn"})
    void readsTruncatedAnswers(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.LENGTH);
        assertThat(FinishReasonReader.read(value).truncated()).isTrue();
        assertThat(FinishReasonReader.read(value).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"content_filter", "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "IMAGE_SAFETY",
            "SPII",
            "content_filtered", "safety", "refusal", "guardrail_intervened", "sensitive", "blocked", "moderation"})
    void readsFilteredAnswers(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(FinishReasonReader.read(value).truncated()).isFalse();
        assertThat(FinishReasonReader.read(value).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"error", "ERROR", "abort", "aborted", "cancelled", "USER_CANCEL", "network_error", "ERROR_TOXIC",
                    "insufficient_system_resource", "OTHER", "MALFORMED_FUNCTION_CALL", "malformed_tool_use", "failed",
                    "timeout",
                    "userStopped"})
    void readsFailedAnswers(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.ERROR);
        assertThat(FinishReasonReader.read(value).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tool_calls", "tool_use", "TOOL_CALL", "toolCalls", "tool_call", "tool-calls"})
    void readsToolCalls(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(FinishReasonReader.read(value).complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"function_call", "FUNCTION_CALL"})
    void keepsLegacyFunctionCalls(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(FinishReason.FUNCTION_CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"language", "mystery"})
    void keepsUnknownValues(String value) {
        assertThat(FinishReasonReader.read(value)).isEqualTo(new FinishReason(value));
        assertThat(FinishReasonReader.read(value).complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "none", "not_finished", " "})
    void valuesWithoutAReasonEndNothing(String value) {
        assertThat(FinishReasonReader.isReason(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "mystery", "SAFETY"})
    void otherValuesEndAnAnswer(String value) {
        assertThat(FinishReasonReader.isReason(value)).isTrue();
    }
}
