package dev.ponder.strategies.readurls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageDocumentsTest {

    @ParameterizedTest
    @CsvSource({"10 20 30, 60, 2147483647", "10 20 30, 59, 29", "10 500 500, 110, 50", "500 10 500, 110, 50",
            "500 500, 100, 50", "0 0, 10, 2147483647", "900, 100, 100"})
    void dividesWhatShortPagesLeave(String lengths, int total, int share) {
        int[] each = java.util.Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();

        assertThat(PageDocuments.share(each, total)).isEqualTo(share);
        assertThat(java.util.Arrays.stream(each).map(length -> Math.min(length, share)).sum())
                .isLessThanOrEqualTo(total);
    }

    @Test
    void cutsAtTheEndOfAParagraph() {
        assertThat(PageDocuments.beginning("First one.\n\nSecond one is longer.", 20))
                .isEqualTo("First one.\n\n[22 more characters are left out]");
    }

    @Test
    void cutsAtTheEndOfALineOrAWord() {
        assertThat(PageDocuments.beginning("one two three\nfour five", 20)).startsWith("one two three\n\n[");
        assertThat(PageDocuments.beginning("one two three four", 15)).startsWith("one two three\n\n[");
    }

    @Test
    void doesNotSplitACharacter() {
        assertThat(PageDocuments.beginning("😀😀😀", 3)).startsWith("😀\n\n[");
    }

    @Test
    void keepsAShortText() {
        assertThat(PageDocuments.beginning("all of it", 9)).isEqualTo("all of it");
    }
}
