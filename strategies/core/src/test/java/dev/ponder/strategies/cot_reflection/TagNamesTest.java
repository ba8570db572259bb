package dev.ponder.strategies.cot_reflection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.ponder.strategies.cot_reflection.TagNames.Section;

class TagNamesTest {

    @Test
    void endInSixHexadecimalDigits() {
        var random = new SplittableRandom(1);

        for (int i = 0; i < 1_000; i++) {
            assertThat(TagNames.draw(random).of(Section.OUTPUT)).matches("output_[0-9a-f]{6}");
        }
    }

    @Test
    void dependOnTheSeedOfTheRequest() {
        assertThat(TagNames.draw(new SplittableRandom(1))).isEqualTo(TagNames.draw(new SplittableRandom(1)))
                .isNotEqualTo(TagNames.draw(new SplittableRandom(2)));
    }
}
