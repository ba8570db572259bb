package dev.ponder.strategies.readurls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageDocumentsTest {

    @ParameterizedTest
    @CsvSource({"10 20 30, 60, 2147483647", "10 20 30, 59, 29", "10 500 500, 110, 50", "500 10 500, 110, 50",
            "500 500, 100, 50", "0 0, 10, 2147483647", "900, 100, 100"})
    void dividesWhatShortPagesLeave(String lengths, int total, int share) {
        int[] each = Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();

        assertThat(PageDocuments.share(each, total)).isEqualTo(share);
        assertThat(Arrays.stream(each).map(length -> Math.min(length, share)).sum()).isLessThanOrEqualTo(total);
    }

    @Test
    void showsThePassagesThatTheQuestionIsAbout() {
        String filler = "Nothing of interest happened on this day, and the crew slept through most of it. ".repeat(12) + "\n\n";
        String page = "The log of the ship.\n\n" + filler.repeat(20) + "The whale was seen at dawn by the lookout.\n\n" + filler.repeat(20);

        String excerpt = PageExcerpts.of(List.of("short", page), "When was the whale seen?", 4000).of(1);

        assertThat(excerpt).startsWith("The log of the ship.").contains("[...]", "whale was seen at dawn")
                .containsPattern("\\[\\d+ characters of the page are left out]$").hasSizeLessThan(4100);
        assertThat(PageExcerpts.of(List.of(page), "xyzzy", 4000).of(0)).doesNotContain("whale").hasSizeLessThan(4100);
        assertThat(PageExcerpts.of(List.of("short", page), "whale", 4000).of(0)).isEqualTo("short");
    }

    @Test
    void cutsAtTheEndOfAParagraph() {
        assertThat(PageExcerpts.beginning("First one.\n\nSecond one is longer.", 20))
                .isEqualTo("First one.\n\n[22 characters of the page are left out]");
    }

    @Test
    void cutsAtTheEndOfALineOrAWord() {
        assertThat(PageExcerpts.beginning("one two three\nfour five", 20)).startsWith("one two three\n\n[");
        assertThat(PageExcerpts.beginning("one two three four", 15)).startsWith("one two three\n\n[");
    }

    @Test
    void doesNotSplitACharacter() {
        assertThat(PageExcerpts.beginning("😀😀😀", 3)).startsWith("😀\n\n[");
    }

    @Test
    void keepsAShortText() {
        assertThat(PageExcerpts.beginning("all of it", 9)).isEqualTo("all of it");
    }
}
