package dev.ponder.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPatternTest {

    @ParameterizedTest
    @CsvSource({"gpt-4o, gpt-4o", "gpt-*, gpt-4o", "gpt-*, gpt-", "*, anything", "*-mini, gpt-4o-mini",
            "gpt-*-mini, gpt-4o-mini",
            "*/*:free, org/model:free", "a*a, aa", "a**b, axb", "a*b*c, a-b-b-c", "llama-3.1*, llama-3.1-8b"})
    void matches(String pattern, String model) {
        assertThat(ModelPattern.matches(pattern, model)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, gpt-4o-mini", "gpt-*, xgpt-4o", "*-mini, gpt-4o-mini-2", "a*a, a", "a*b*c, a-c-b",
            "gpt-4., gpt-4o",
            "llama-3.1*, llama-311", "GPT-*, gpt-4o", "ab*ba, aba", "a*bc*c, abc"})
    void doesNotMatch(String pattern, String model) {
        assertThat(ModelPattern.matches(pattern, model)).isFalse();
    }

    /** Where backtracking would take longer than the universe is old. */
    @Test
    void noPatternCanStallAnEventLoop() {
        String pattern = "a*".repeat(40) + "b";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> assertThat(ModelPattern.matches(pattern, "a".repeat(100_000))).isFalse());
    }
}
