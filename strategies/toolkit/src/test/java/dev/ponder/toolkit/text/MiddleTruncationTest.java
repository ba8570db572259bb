package dev.ponder.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MiddleTruncationTest {

    @Test
    void returnsShortTextsUnchanged() {
        assertThat(MiddleTruncation.of("0123456789", 10)).isEqualTo("0123456789");
    }

    @Test
    void keepsHeadAndTail() {
        assertThat(MiddleTruncation.of("0123456789ABCDEF", 5)).isEqualTo("012\n[... 11 characters left out ...]\nEF");
    }

    /** Each whale consists of two characters. */
    @Test
    void splitsNoSurrogatePair() {
        String whales = "\uD83D\uDC33".repeat(20);
        for (int characters = 1; characters < 40; characters++) {
            String excerpt = MiddleTruncation.of(whales, characters);

            assertThat(excerpt.codePoints().filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                    .as("%d characters: %s", characters, excerpt).isEmpty();
        }
    }
}
