package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.config.StreamingConfig.Chunking;

class TextChunkerTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static List<String> texts() {
        return List.of("word ".repeat(MEGABYTE), "x".repeat(5 * MEGABYTE), "\u0001".repeat(MEGABYTE),
                "\uD83D\uDE42".repeat(MEGABYTE), "a\u0301".repeat(MEGABYTE), "\"\\\n".repeat(MEGABYTE),
                "\u8A00\u8A9E\u3002".repeat(MEGABYTE), " ".repeat(MEGABYTE), "\uD83D".repeat(MEGABYTE));
    }

    @ParameterizedTest
    @EnumSource
    void aLongTextHasFewPiecesWhichAreItAndBelowTheLimitOfAnEvent(Chunking chunking) {
        for (String text : texts()) {
            List<String> pieces = new TextChunker(chunking).pieces(text);

            assertThat(pieces).hasSizeLessThanOrEqualTo(1000).doesNotContain("");
            assertThat(String.join("", pieces)).isEqualTo(text);
            assertThat(pieces).allMatch(piece -> TextNode.valueOf(piece).toString()
                    .getBytes(StandardCharsets.UTF_8).length <= 32 * 1024 + 8);
            assertThat(pieces).noneMatch(piece -> text.startsWith("\uD83D\uDE42")
                    && Character.isLowSurrogate(piece.charAt(0)));
        }
    }

    @ParameterizedTest
    @CsvSource({"WORDS, 100, 100", "WORDS, 1000, 999", "WORDS, 30000, 1000", "CHARACTERS, 100, 499",
            "CHARACTERS, 400, 1000", "WHOLE, 1000, 1"})
    void piecesGrowWithTheText(Chunking chunking, int words, int pieces) {
        assertThat(new TextChunker(chunking).pieces("word ".repeat(words).strip())).hasSize(pieces);
    }

    @ParameterizedTest
    @EnumSource
    void aShortTextIsCutAsConfigured(Chunking chunking) {
        assertThat(new TextChunker(chunking).pieces("Caf\u00e9 e\u0301 \uD83D\uDE42")).isEqualTo(switch (chunking) {
            case WHOLE -> List.of("Caf\u00e9 e\u0301 \uD83D\uDE42");
            case WORDS -> List.of("Caf\u00e9", " e\u0301", " \uD83D\uDE42");
            case CHARACTERS -> List.of("C", "a", "f", "\u00e9", " ", "e\u0301", " ", "\uD83D\uDE42");
        });
    }
}
