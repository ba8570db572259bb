package dev.ponder.retrieval.citation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CitationFilterTest {

    private static final Set<Integer> KNOWN = Set.of(1, 2, 4, 7, 12);

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("It rains [7], and it snows [2]. It rains [7].", "It rains [1], and it snows [2]. It rains [1]."),
                Arguments.of("It rains [99].", "It rains."),
                Arguments.of("It [99] rains [0] here[-1].", "It rains here[-1]."),
                Arguments.of("It rains [1,4], [4, 99; 2] and [98, 99].", "It rains [1][2], [2][3] and."),
                Arguments.of("It rains [1-4] or [12–7].", "It rains [1][2][3] or [12–7]."),
                Arguments.of("It rains [^7][S2] [Source 4] 【12†L3-L9】.", "It rains [1][2] [3] [4]."),
                Arguments.of("See [the page](https://a.example/1) and [x].", "See [the page](https://a.example/1) and [x]."),
                Arguments.of("It rains [7](https://evil.example/a), see [2](below).", "It rains [1], see [2](below)."),
                Arguments.of("It rains [99](https://evil.example/a).", "It rains."),
                Arguments.of("- [ ] open\n- [x] done [12]\n", "- [ ] open\n- [x] done [1]\n"),
                Arguments.of("Use `a[1]` and ``b[99]`` [4].", "Use `a[1]` and ``b[99]`` [1]."),
                Arguments.of("An open ` tick\nhides nothing [99] [7].", "An open ` tick\nhides nothing [1]."),
                Arguments.of("```java\nint x = a[99];\n```\nIt rains [4].", "```java\nint x = a[99];\n```\nIt rains [1]."),
                Arguments.of("```markdown\nIt rains [99][4].\n```\n", "```markdown\nIt rains[1].\n```\n"),
                Arguments.of("[[7]] and [[99]]", "[[1]] and [[]]".replace("[[]]", "[]")),
                Arguments.of("An open [7", "An open [7"),
                Arguments.of("An open [7](http://a", "An open [1]"),
                Arguments.of("Linked [7](http://a \"title\") [2](#x) [4](<https://a>).", "Linked [1] \"title\") [2] [3]."),
                Arguments.of("A [" + "long".repeat(40) + "] text \uD83D\uDE00 [7]  ", "A [" + "long".repeat(40)
                        + "] text \uD83D\uDE00 [1]  "),
                Arguments.of("| a [7] | b [99] |\n", "| a [1] | b |\n"));
    }

    private static String filtered(String... pieces) {
        var filter = new CitationFilter(KNOWN);
        var text = new StringBuilder();
        for (String piece : pieces) {
            text.append(filter.read(piece));
        }
        return text.append(filter.end()).toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void keepsOnlyCitationsThatExist(String text, String shown) {
        assertThat(filtered(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isTheSameWhereverTheStreamIsCut(String text, String shown) {
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(filtered(text.substring(0, cut), text.substring(cut))).as("cut at %d", cut).isEqualTo(shown);
        }
        assertThat(filtered(text.split(""))).isEqualTo(shown);
    }

    @Test
    void showsTextAtOnceAndHoldsBackOpenBrackets() {
        var filter = new CitationFilter(KNOWN);

        assertThat(filter.read("It rains")).isEqualTo("It rains");
        assertThat(filter.read(" [")).isEmpty();
        assertThat(filter.read("7")).isEmpty();
        assertThat(filter.read("]")).isEqualTo(" [1]");
        assertThat(filter.read(".")).isEqualTo(".");
    }

    @Test
    void countsWhatItRemoves() {
        var filter = new CitationFilter(KNOWN);
        filter.read("a [7, 98] b [99] c [2]");
        filter.end();

        assertThat(filter.cited()).containsExactly(7, 2);
        assertThat(filter.removed()).isEqualTo(2);
    }

    @Test
    @Timeout(5)
    void takesLinearTimeForHostileTexts() {
        assertThat(filtered("[1](http://".repeat(50_000))).contains("[1]");
        assertThat(filtered("[".repeat(500_000))).hasSize(500_000);
        assertThat(filtered("[1](http://a b ".repeat(50_000))).contains("[1]");
        assertThat(new ReferenceListFilter().read("Sources\n" + "\n ".repeat(500_000))).isEmpty();
        assertThat(filtered("[1-999999]".repeat(10_000))).contains("[1]");
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("It rains [1].\n\n## References\n\n[1] Page, https://a/\n[2] Other\n", "It rains [1].\n\n"),
                Arguments.of("A.\n**Sources:**\n- a\n\n- b\n\n## Conclusion\nB.\n", "A.\n\n## Conclusion\nB.\n".replace("A.\n\n", "A.\n\n")),
                Arguments.of("References to rain are old.\nSources:\n1. a\nBut it rains.", "References to rain are old.\nBut it rains."),
                Arguments.of("So it rains.\nSources", "So it rains.\n"),
                Arguments.of("# Rain\n\n1. a\n2. b\n", "# Rain\n\n1. a\n2. b\n"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void removesTheModelsOwnReferences(String text, String shown) {
        for (int cut = 0; cut <= text.length(); cut++) {
            var filter = new ReferenceListFilter();
            assertThat(filter.read(text.substring(0, cut)) + filter.read(text.substring(cut)) + filter.end())
                    .as("cut at %d", cut).isEqualTo(shown);
        }
    }
}
