package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Checks the types of numbers and of the parameters that strategies read. Ranges and all other parameters are left to the
 * upstream, which may allow more than OpenAI.
 */
public final class StandardParameters {

    /** The members of a chat request that no model gets: they ask for a form of the response, or are not parameters. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "stream", "stream_options", "n");

    private static final List<String> NUMBERS = List.of("temperature", "top_p", "presence_penalty",
            "frequency_penalty");

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
        NUMBERS.forEach(name -> check(body, name, StandardParameters::number));
        check(body, "max_tokens", StandardParameters::integer);
        check(body, "max_completion_tokens", StandardParameters::integer);
        check(body, "seed", StandardParameters::integer);
        check(body, "stream_options", field -> field.object("an object such as {\"include_usage\": true}"));
        check(body, "response_format", field -> field.object("an object with a type"));
        check(body, "tools", field -> field.array("a list of tools"));
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

    private static void number(JsonField field) {
        if (!field.required("a number").isNumber()) {
            throw field.invalid("a number");
        }
    }

    private static void integer(JsonField field) {
        if (!field.required("an integer").isIntegralNumber()) {
            throw field.invalid("an integer");
        }
    }

    private static void check(ObjectNode body, String name, Consumer<JsonField> rule) {
        JsonField field = JsonField.of(body, name);
        if (field.present()) {
            rule.accept(field);
        }
    }
}
