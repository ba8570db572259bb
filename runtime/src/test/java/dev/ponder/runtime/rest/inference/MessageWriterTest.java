package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.testing.TestConfig;

class MessageWriterTest {

    @ParameterizedTest
    @CsvSource({"reasoning_content, reasoning_content", "reasoning-content, reasoning_content", "reasoning, reasoning"})
    void reasoningStandsInTheConfiguredField(String configured, String field) {
        ReasoningField reasoningField = new TestConfig().with("ponder.reasoning-field", configured).ponder()
                .reasoningField();

        assertThat(new MessageWriter(reasoningField).delta(new AnswerPart.Reasoning("why")))
                .contains(Bodies.json("{'" + field + "': 'why'}"));
    }

    @Test
    void reasoningMayBeLeftOut() {
        assertThat(new MessageWriter(ReasoningField.OFF).delta(new AnswerPart.Reasoning("why"))).isEmpty();
        assertThat(new MessageWriter(ReasoningField.OFF).delta(new AnswerPart.Text("a"))).isPresent();
    }
}
