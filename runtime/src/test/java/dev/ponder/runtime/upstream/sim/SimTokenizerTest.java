package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimTokenizerTest {

    @Test
    void aTokenIsAWordWithTheBlankBeforeIt() {
        assertThat(SimTokenizer.tokens("The answer is 391.\n")).containsExactly("The", " answer", " is", " 391.", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "abcdefghijklmnopqrstuvwxyz", "😀😀😀😀😀😀😀😀😀😀😀😀😀",
            "a😀😀😀😀😀😀😀😀", " \n\t x"})
    void tokensJoinToTheTextAndSplitNoCodePoint(String text) {
        var tokens = SimTokenizer.tokens(text);

        assertThat(String.join("", tokens)).isEqualTo(text);
        assertThat(tokens).hasSize(SimTokenizer.count(text))
                .noneMatch(token -> Character.isLowSurrogate(token.charAt(0)));
    }
}
