package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTemplateTest {

    private static final String CHUNK = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}";

    private final ChunkTemplate template = new ChunkTemplate();

    private ContentChunk match(String chunk) {
        byte[] bytes = ("xx" + chunk + "yy").getBytes(StandardCharsets.UTF_8);
        return template.match(bytes, 2, bytes.length - 2);
    }

    private void learn(String text) {
        byte[] bytes = ("x" + CHUNK.formatted(text) + "y").getBytes(StandardCharsets.UTF_8);
        ContentChunk content = ContentChunk.read(bytes, 1, bytes.length - 2);
        assertThat(content).isNotNull();
        template.learn(bytes, 1, bytes.length - 1, content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Hello, world", " é 日本 \uD83D\uDE00", "a \\\"quoted\\\" \\\\ \\n text", "}]}", "\\\\"})
    void matchesChunksWithAnyText(String text) {
        learn("Hello");

        assertThat(match(CHUNK.formatted(text))).isEqualTo(new ContentChunk(0, true))
                .isEqualTo(ContentChunk.read(CHUNK.formatted(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\",\"tool_calls\":\"b", "\\", "a\\q", "line\nbreak", "\\\\\\", "\"", "a\"}"})
    void leavesAnyOtherChunkToTheParser(String text) {
        learn("Hello");

        assertThat(match(CHUNK.formatted(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"finish_reason\":null", "\"index\":0", "\"model\":\"m\""})
    void comparesAllOtherMembers(String member) {
        learn("Hello");

        assertThat(match(
                CHUNK.formatted("a").replace(member, member.replace('l', 'L').replace('0', '1').replace('m', 'n'))))
                .isNull();
    }

    @Test
    void matchesNothingBeforeItHasLearnt() {
        assertThat(match(CHUNK.formatted("a"))).isNull();
        learn("");
        assertThat(match(CHUNK.formatted("a"))).isNull();
        learn("\\u00e9");
        assertThat(match(CHUNK.formatted("a"))).isNull();
    }

    @Test
    void aShorterChunkThanTheLearntOneIsNoMatch() {
        learn("Hello");

        assertThat(match("{\"id\":\"c\"}")).isNull();
        assertThat(match("")).isNull();
    }
}
