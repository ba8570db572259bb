package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            just text|''|just text|false
            <think>hm</think> 42|hm| 42|false
            <THINKING>hm</Thinking>42|hm|42|false
            <think>a</think>b<think>c</think>d|a⏎b⏎c|d|false
            hm</think>42|hm|42|false
            <think>hm|hm|''|true
            <think>a</think>b<think>c|a⏎b⏎c|''|true
            <thought>a</thought>b|a|b|false
            <reflection>a</reflection>b|a|b|false
            use `<think>` here|''|use `<think>` here|false
            a < b and <thinker>|''|a < b and <thinker>|false
            ''|''|''|false
            """)
    void splits(String text, String reasoning, String answer, boolean truncated) {
        ReasoningText split = ReasoningText.split(text);

        assertThat(split).isEqualTo(new ReasoningText(reasoning.replace('⏎', '\n'), answer, truncated));
    }

    @Test
    void tagsInACodeBlockAreProse() {
        String text = "See:\n```\nx</think>y\n```\n";
        assertThat(ReasoningText.split(text)).isEqualTo(new ReasoningText("", text, false));
        assertThat(ReasoningText.split("<think>```\ncode</think>42"))
                .isEqualTo(new ReasoningText("```\ncode", "42", false));
        assertThat(ReasoningText.split("<think>a</think>" + text)).isEqualTo(new ReasoningText("a", text, false));
    }

    @Test
    void reasoningInASeparateFieldComesFirst() {
        assertThat(ReasoningText.split("<think>b</think>c", "a")).isEqualTo(new ReasoningText("a\nb", "c", false));
        assertThat(ReasoningText.split("c", "a")).isEqualTo(new ReasoningText("a", "c", false));
        assertThat(ReasoningText.split("c", null)).isEqualTo(new ReasoningText("", "c", false));
    }
}
