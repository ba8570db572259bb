package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Checks the types and ranges of OpenAI's own parameters. Unknown parameters are left to the upstream. */
public final class StandardParameters {

    /** The members of a chat request that no model gets: they ask for a form of the response, or are not parameters. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "stream", "stream_options", "n");

    private StandardParameters() {
    }

    /** Checks the parameters of a chat request, and returns them. */
    public static Map<String, JsonNode> chat(ObjectNode body) {
        check(body);
        check(body, "logprobs", JsonField::bool);
        return without(body, NOT_PARAMETERS);
    }

    /** Checks the parameters that chat requests and text completions have in common. */
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
        check(body, "tools", field -> field.array("a list of tools"));
        check(body, "stop", StandardParameters::stop);
    }

    /** The members of a body that are not null, without some. */
    public static Map<String, JsonNode> without(ObjectNode body, Set<String> names) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        body.properties().forEach(member -> {
            if (!names.contains(member.getKey()) && !member.getValue().isNull()) {
                parameters.put(member.getKey(), member.getValue());
            }
        });
        return parameters;
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

    private static void stop(JsonField field) {
        String expected = "a text or a list of texts";
        if (!field.required(expected).isTextual()) {
            field.array(expected).forEach(item -> {
                if (!item.required("a text").isTextual()) {
                    throw item.invalid("a text");
                }
            });
        }
    }
}
