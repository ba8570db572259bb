package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PromptTemplateTest {

    private final PromptTemplate template = PromptTemplate.of(PromptTemplateTest.class, "example-prompt");

    @Test
    void valuesStandWhereTheirNamesStood() {
        String text = template.render(Map.of("question", "Why?", "criteria", "truth", "answers", List.of("a", "b")));

        assertThat(text).startsWith("Judge Why? by truth.").contains("0. a", "1. b");
    }

    @Test
    void valuesAreTextAndNoTemplate() {
        String hostile = "{criteria} {#if true}x{/if} <b>&amp; \\u007B";
        String text = template.render(Map.of("question", hostile, "criteria", "truth", "answers", List.of()));

        assertThat(text).startsWith("Judge " + hostile + " by truth.");
    }

    @Test
    void aMissingValueFailsTheRendering() {
        assertThatThrownBy(() -> template.render(Map.of("question", "Why?"))).hasMessageContaining("criteria");
    }

    @Test
    void aMissingTemplateFailsAsItsClassIsLoaded() {
        assertThatThrownBy(() -> PromptTemplate.of(PromptTemplateTest.class, "absent"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("absent.txt", PromptTemplateTest.class.getName(), "resource");
    }
}
