package dev.ponder.toolkit.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

class ReplyFormatTest {

    private static final ReplyFormat<List<String>> STEPS = ReplyFormat.of("plan",
            ReplySchema.object().text("reasoning").texts("steps"), "steps", ReplyFormatTest::steps);

    private static Optional<List<String>> steps(JsonNode json) {
        List<String> steps = json.path("steps").valueStream().map(JsonNode::asText).toList();
        return Optional.of(steps).filter(list -> !list.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"reasoning\": \"r\", \"steps\": [\"one\", \"two\"]}",
            "Here it is:\n```json\n{\"reasoning\": \"r\", \"steps\": [\"one\", \"two\"],}\n```\nDone {really}.",
            "{\"steps\": [\"no\"]} No, better: {\"steps\": [\"one\", \"two\"]}",
            "{\"steps\": [\"one\", \"two\"], \"notes\": {\"steps\": [\"inner\"]}}",
            "A set {1, 2} and {'steps': ['one', 'two']}"})
    void readsTheObjectWhereverItIs(String reply) {
        assertThat(STEPS.read(reply)).contains(List.of("one", "two"));
    }

    @Test
    void findsTheObjectBehindManyBraces() {
        assertThat(STEPS.read("{ ".repeat(20) + "{\"steps\": [\"one\"]}")).contains(List.of("one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"steps\": []}", "{\"steps\": [\"one\"", "{\"other\": 1}"})
    void isEmptyWithoutTheMember(String reply) {
        assertThat(STEPS.read(reply)).isEmpty();
    }

    @Test
    void readsProseIfTheFormatAllowsIt() {
        ReplyFormat<List<String>> lines = STEPS.orProse(text -> Optional.of(text.lines().toList()));

        assertThat(lines.read("one\ntwo")).contains(List.of("one", "two"));
    }

    @Test
    void theSchemaRequiresAllMembersInOrder() {
        JsonNode schema = ReplySchema.object().text("why").number("score").flag("correct").oneOf("verdict", "yes", "no")
                .objects("gaps", ReplySchema.object().text("quote")).build();

        assertThat(schema.path("required").valueStream().map(JsonNode::asText))
                .containsExactly("why", "score", "correct", "verdict", "gaps");
        assertThat(schema.at("/properties/gaps/items/properties/quote/type").asText()).isEqualTo("string");
        assertThat(schema.at("/properties/verdict/enum/1").asText()).isEqualTo("no");
    }
}
