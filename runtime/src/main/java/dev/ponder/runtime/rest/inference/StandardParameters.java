package dev.ponder.runtime.rest.inference;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Types and ranges of OpenAI's own parameters. Those that are not known here are the upstream's business. */
public final class StandardParameters {

    private StandardParameters() {
    }

    /** Those of conversations. */
    public static void checkChat(ObjectNode body) {
        check(body);
        check(body, "logprobs", JsonField::bool);
    }

    /** Those that conversations and texts have in common. */
    public static void check(ObjectNode body) {
        number(body, "temperature", 0, 2);
        number(body, "top_p", 0, 1);
        number(body, "presence_penalty", -2, 2);
        number(body, "frequency_penalty", -2, 2);
        integer(body, "max_tokens", 1, Integer.MAX_VALUE);
        integer(body, "max_completion_tokens", 1, Integer.MAX_VALUE);
        integer(body, "top_logprobs", 0, 20);
        integer(body, "seed", Long.MIN_VALUE, Long.MAX_VALUE);
        check(body, "stream_options", field -> field.object("an object such as {\"include_usage\": true}"));
        check(body, "response_format", field -> field.object("an object with a type"));
        check(body, "tools", field -> list(field, "a list of tools"));
        check(body, "stop", StandardParameters::stop);
    }

    private static void number(ObjectNode body, String name, double min, double max) {
        check(body, name, field -> field.number(min, max));
    }

    private static void integer(ObjectNode body, String name, long min, long max) {
        check(body, name, field -> field.integer(min, max));
    }

    private static void check(ObjectNode body, String name, Consumer<JsonField> rule) {
        JsonField field = JsonField.of(body, name);
        if (field.present()) {
            rule.accept(field);
        }
    }

    private static void list(JsonField field, String expected) {
        if (!field.required(expected).isArray()) {
            throw field.refuse(expected);
        }
    }

    private static void stop(JsonField field) {
        String expected = "a text or a list of texts";
        var stop = field.required(expected);
        if (stop.isTextual()) {
            return;
        }
        list(field, expected);
        for (int i = 0; i < stop.size(); i++) {
            if (!stop.get(i).isTextual()) {
                throw field.item(i).refuse("a text");
            }
        }
    }
}
