package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/**
 * The parameters of a call. Invalid values fail with 400, as on a model server.
 *
 * @param seed the seed of the call
 * @param greedy whether the temperature is 0
 * @param maxTokens the limit of generated tokens
 * @param stops the texts that end the reply
 * @param tool the function that must be called; null for none
 * @param format the JSON that the reply must be; null for prose
 */
record SimOptions(OptionalLong seed, boolean greedy, int maxTokens, List<String> stops, @Nullable Tool tool,
        @Nullable Format format) {

    SimOptions {
        stops = List.copyOf(stops);
    }

    /** A function and the schema of its arguments. */
    record Tool(String name, JsonNode parameters) {}

    /**
     * A JSON reply.
     *
     * @param name the schema's name; empty when any JSON will do
     */
    record Format(String name, JsonNode schema) {

        private static final Set<String> VERDICTS = Set.of("ranking", "choice", "score", "correct", "equivalent");

        /** Whether it is the verdict of a judge, by its name or by its members. */
        boolean isVerdict() {
            return VERDICTS.contains(name)
                    || VERDICTS.stream().anyMatch(schema.path("properties")::has);
        }
    }

    static SimOptions of(Map<String, JsonNode> parameters) {
        String limit = parameters.containsKey("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        JsonNode temperature = member(parameters, "temperature");
        return new SimOptions(seed(member(parameters, "seed")), temperature.isNumber() && temperature.asDouble() == 0,
                maxTokens(limit, member(parameters, limit)), stops(member(parameters, "stop")),
                tool(member(parameters, "tools"), member(parameters, "tool_choice")),
                format(member(parameters, "response_format")));
    }

    /** Whether the call requests the verdict of a judge. */
    boolean asksForVerdict() {
        return format != null && format.isVerdict();
    }

    /** Whether the call requests a formula. */
    boolean asksForFormula() {
        return format != null && format.schema().path("properties").has("smtlib");
    }

    static UpstreamException refused(String param, String message) {
        return UpstreamException.reported(Fault.BAD_REQUEST, 400, null, param, message, Map.of());
    }

    private static JsonNode member(Map<String, JsonNode> parameters, String name) {
        JsonNode value = parameters.get(name);
        return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }

    private static OptionalLong seed(JsonNode seed) {
        if (seed.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
            throw refused("seed", "seed: " + seed + " (expected a whole number of 64 bits)");
        }
        return OptionalLong.of(seed.longValue());
    }

    private static int maxTokens(String name, JsonNode limit) {
        if (limit.isMissingNode()) {
            return Integer.MAX_VALUE;
        }
        if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 1) {
            throw refused(name, name + ": " + limit + " (expected a whole number, at least 1)");
        }
        return limit.intValue();
    }

    private static List<String> stops(JsonNode stop) {
        var stops = new ArrayList<String>();
        (stop.isTextual() ? List.of(stop) : stop).forEach(text -> {
            if (text.isTextual() && !text.textValue().isEmpty()) {
                stops.add(text.textValue());
            }
        });
        return stops;
    }

    /** Tools are called only when the request requires it. */
    private static @Nullable Tool tool(JsonNode tools, JsonNode choice) {
        JsonNode named = choice.path("function").path("name");
        if (tools.isEmpty() || (!named.isTextual() && !choice.asText().equals("required"))) {
            return null;
        }
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function");
            if (!named.isTextual() || named.equals(function.path("name"))) {
                return new Tool(function.path("name").asText(), function.path("parameters"));
            }
        }
        throw refused("tool_choice", "tool_choice: '" + named.asText() + "' (expected one of the functions in tools)");
    }

    private static @Nullable Format format(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_schema" -> new Format(format.path("json_schema").path("name").asText(),
                    format.path("json_schema").path("schema"));
            case "json_object" -> new Format("", MissingNode.getInstance());
            default -> null;
        };
    }
}
