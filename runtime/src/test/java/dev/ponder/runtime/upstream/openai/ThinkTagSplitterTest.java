package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThinkTagSplitterTest {

    private record Parted(String reasoning, String answer) {}

    private static Parted part(String... pieces) {
        var splitter = new ThinkTagSplitter();
        var reasoning = new StringBuilder();
        var answer = new StringBuilder();
        for (String piece : pieces) {
            splitter.add(piece, reasoning::append, answer::append);
        }
        splitter.end(reasoning::append, answer::append);
        return new Parted(reasoning.toString(), answer.toString());
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("<think>why</think>because", "why", "because"),
                arguments("<think>why</think>\n\n  because", "why", "because"),
                arguments("\n <think>why</think>because", "why", "because"),
                arguments("<think>a < b </ think> </thin</think>c", "a < b </ think> </thin", "c"),
                arguments("<think>never closed</thi", "never closed</thi", ""),
                arguments("<think></think>", "", ""),
                arguments("<think>a</think><think>b</think>", "a", "<think>b</think>"),
                arguments("because", "", "because"),
                arguments("  because", "", "  because"),
                arguments("no <think>tags</think> here", "", "no <think>tags</think> here"),
                arguments("<thinking>other</thinking>", "", "<thinking>other</thinking>"),
                arguments("<THINK>why</Think>because", "why", "because"),
                arguments("[THINK]why[/THINK]because", "why", "because"),
                arguments("<thought>why</thought>because", "why", "because"),
                arguments(
                        "<|channel|>analysis<|message|>why<|end|><|start|>assistant<|channel|>final<|message|>because",
                        "why",
                        "because"),
                arguments("<thin", "", "<thin"),
                arguments("</think>", "", "</think>"),
                arguments("", "", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theHeadIsParted(String text, String reasoning, String answer) {
        var expected = new Parted(reasoning, answer);
        assertThat(part(text)).isEqualTo(expected);

        for (int i = 0; i <= text.length(); i++) {
            for (int j = i; j <= text.length(); j++) {
                assertThat(part(text.substring(0, i), text.substring(i, j), text.substring(j)))
                        .as("cut at %d and %d", i, j).isEqualTo(expected);
            }
        }
        assertThat(part(text.split(""))).isEqualTo(expected);
    }

    @Test
    void reasoningIsHandedOnAsItComes() {
        var splitter = new ThinkTagSplitter();
        var reasoning = new StringBuilder();
        splitter.add("<think>so far", reasoning::append, answer -> {
        });

        assertThat(reasoning).hasToString("so far");
    }

    /** A tag that never comes must not make the text be looked through again and again. */
    @Test
    void longReasoningInSmallPiecesTakesLinearTime() {
        String[] pieces = new String[400_000];
        Arrays.fill(pieces, "</thin");
        pieces[0] = "<think>";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThat(part(pieces).reasoning()).hasSize(399_999 * 6));
    }

    static Stream<Arguments> wholeTexts() {
        return Stream.of(
                arguments("why</think>because", "why", "because"),
                arguments("Let me see.\n</think>\n\nIt is 42.", "Let me see.", "It is 42."),
                arguments("why</THINK>because", "why", "because"),
                arguments("<think>a<think>b</think>c</think>d", "a<think>b\nc", "d"),
                arguments("<think>a</think>b</think>c", "a\nb", "c"),
                arguments("</think>because", "", "because"),
                arguments("why</thought>because", "why", "because"),
                arguments("why</think>", "why", ""),
                arguments("The tag `</think>` ends it.", "", "The tag `</think>` ends it."),
                arguments("See:\n```\nx</think>y\n```\n", "", "See:\n```\nx</think>y\n```\n"),
                arguments("a <think>b</think> c", "", "a <think>b</think> c"),
                arguments("<think>never closed", "never closed", ""),
                arguments("x < y and y > z", "", "x < y and y > z"));
    }

    @ParameterizedTest
    @MethodSource("wholeTexts")
    void aWholeTextMayLackTheOpeningTag(String text, String reasoning, String answer) {
        assertThat(ThinkTagSplitter.split(text)).isEqualTo(new ReasoningReader(reasoning, answer));
    }
}
