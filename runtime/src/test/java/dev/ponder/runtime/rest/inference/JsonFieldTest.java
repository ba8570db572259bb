package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.openai.Bodies;

/** A refusal names the field, what it holds, and what was expected. */
class JsonFieldTest {

    private static JsonField field(String json) {
        return JsonField.of(Bodies.json("{'a': " + json + "}"), "a");
    }

    private static void assertRefused(Runnable reading, String message) {
        assertThatThrownBy(reading::run).isInstanceOf(RequestException.class).hasMessage(message)
                .hasFieldOrPropertyWithValue("param", message.substring(0, message.indexOf(':')));
    }

    @Test
    void whatIsMissing() {
        assertRefused(() -> JsonField.of(Bodies.json("{}"), "a").text("a name"), "a: missing (expected a name)");
        assertRefused(() -> field("null").bool(), "a: missing (expected true or false)");
        assertRefused(() -> field("{}").child("b").item(2).text("a name"), "a.b[2]: missing (expected a name)");
    }

    @Test
    void texts() {
        assertThat(field("'x'").text("a name")).isEqualTo("x");
        assertRefused(() -> field("7").text("a name"), "a: 7 (expected a name)");
        assertRefused(() -> field("' '").text("a name"), "a: \" \" (expected a name)");
    }

    @Test
    void integers() {
        assertThat(field("1").integer(1, 8)).isEqualTo(1);
        assertThat(field("8").integer(1, 8)).isEqualTo(8);
        assertRefused(() -> field("0").integer(1, 8), "a: 0 (expected an integer from 1 to 8)");
        assertRefused(() -> field("9").integer(1, 8), "a: 9 (expected an integer from 1 to 8)");
        assertRefused(() -> field("1.5").integer(1, 8), "a: 1.5 (expected an integer from 1 to 8)");
        assertRefused(() -> field("'2'").integer(1, 8), "a: \"2\" (expected an integer from 1 to 8)");
        assertRefused(() -> field("true").integer(1, 8), "a: true (expected an integer from 1 to 8)");
        assertRefused(() -> field("99999999999999999999").integer(0, Long.MAX_VALUE),
                "a: 99999999999999999999 (expected an integer of at least 0)");
    }

    @Test
    void numbers() {
        assertThat(field("0.5").number(0, 2)).isEqualTo(0.5);
        assertThat(field("2").number(0, 2)).isEqualTo(2);
        assertRefused(() -> field("2.1").number(0, 2), "a: 2.1 (expected a number from 0 to 2)");
        assertRefused(() -> field("-0.1").number(0, 0.5), "a: -0.1 (expected a number from 0 to 0.5)");
        assertRefused(() -> field("'1'").number(0, Double.POSITIVE_INFINITY),
                "a: \"1\" (expected a number of at least 0)");
    }

    @Test
    void booleans() {
        assertThat(field("false").bool()).isFalse();
        assertRefused(() -> field("'true'").bool(), "a: \"true\" (expected true or false)");
        assertRefused(() -> field("1").bool(), "a: 1 (expected true or false)");
    }

    @Test
    void names() {
        assertThat(field("'up'").constant(Bodies.Way.class)).isEqualTo(Bodies.Way.UP);
        assertThat(field("'up-side-down'").constant(Bodies.Way.class)).isEqualTo(Bodies.Way.UP_SIDE_DOWN);
        assertRefused(() -> field("'left'").constant(Bodies.Way.class),
                "a: \"left\" (expected one of up, up_side_down)");
        assertRefused(() -> field("[]").constant(Bodies.Way.class), "a: [] (expected one of up, up_side_down)");
    }

    @Test
    void objects() {
        assertThat(field("{'b': 1}").object("an object").path("b").asInt()).isEqualTo(1);
        assertRefused(() -> field("[1]").object("an object"), "a: [1] (expected an object)");
    }

    @Test
    void longValuesAreCut() {
        assertThatThrownBy(() -> field("'" + "x".repeat(10_000) + "'").bool())
                .hasMessageStartingWith("a: \"xxx").message().hasSizeLessThan(200);
    }
}
