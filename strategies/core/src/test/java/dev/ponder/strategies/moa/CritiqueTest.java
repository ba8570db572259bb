package dev.ponder.strategies.moa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CritiqueTest {

    private static final List<String> LABELS = List.of("1", "2");

    @Test
    void dividesRemarksByTheirLabels() {
        assertThat(Critique.read("Both count legs.\n[1]: right.\nKeep it.\n\n### [2] Wrong:\nit says 90.", LABELS)
                .remarks())
                .isEqualTo(Map.of("all", "Both count legs.", "1", "[1]: right.\nKeep it.", "2",
                        "### [2] Wrong:\nit says 90."));
    }

    @Test
    void keepsRemarksWithoutLabels() {
        assertThat(Critique.read("See [1] and [2].\n[3] is none of them.", LABELS).about("all"))
                .isEqualTo("See [1] and [2].\n[3] is none of them.");
    }

    @Test
    void joinsPartsOfTheSameLabel() {
        assertThat(Critique.read("[1] one\n[2] two\n**[1]** more", LABELS).about("1"))
                .isEqualTo("[1] one\n**[1]** more");
    }

    @Test
    void isEmptyWithoutWords() {
        assertThat(Critique.read("", LABELS).isEmpty()).isTrue();
        assertThat(Critique.read("\n \n", LABELS).isEmpty()).isTrue();
        assertThat(Critique.read("[1]", LABELS).isEmpty()).isFalse();
    }
}
