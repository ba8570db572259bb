package dev.ponder.toolkit.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReplyTest {

    private static final ReplyFormat<List<String>> FORMAT = ListReply.of("facts", 100);

    @ParameterizedTest
    @ValueSource(strings = {"{'reasoning': 'r', 'facts': ['a b', ' c d ', '', 'a b']}", "{'facts': '1. a b|2. c d'}",
            "{'facts': [{'fact': 'a b'}, {'first': 'c', 'second': 'd'}]}", "Here they are:|1. a b|2) c d",
            "- a b|- c d",
            "* a|  b|* c d|end"})
    void readsTexts(String reply) {
        assertThat(FORMAT.read(reply.replace("|", reply.startsWith("{") ? "\\n" : "\n")))
                .contains(List.of("a b", "c d"));
    }

    @Test
    void readsAnEmptyList() {
        assertThat(FORMAT.read("{\"facts\": []}")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "I see nothing.\n\n- \n{\"reasoning\": \"The", "{\"facts\": 7}", "{\"other\": [\"a\"]}"})
    void readsNothingElse(String reply) {
        assertThat(FORMAT.read(reply)).isEmpty();
    }

    @Test
    void shortensLongTexts() {
        assertThat(FORMAT.read("- " + "x".repeat(1000)).orElseThrow().get(0)).hasSizeLessThan(150);
    }
}
