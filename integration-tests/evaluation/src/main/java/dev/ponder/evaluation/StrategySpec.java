package dev.ponder.evaluation;

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A strategy that is evaluated: {@code bon}, {@code re2&bon}, with parameters {@code bon{"samples": 5}}, or {@code direct} for the
 * model without a prefix in its name.
 *
 * @param name the text that names it, as in the report
 * @param strategy the strategy
 * @param parameters its parameters
 */
public record StrategySpec(String name, String strategy, Map<String, JsonNode> parameters) {

    /** The model without a prefix in its name, for servers without strategies. */
    static final String DIRECT = "direct";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the parameters. */
    public StrategySpec {
        parameters = Map.copyOf(parameters);
    }

    /** Reads a text; fails with {@link IllegalArgumentException}. */
    public static StrategySpec parse(String text) {
        int brace = text.indexOf('{');
        String strategy = (brace < 0 ? text : text.substring(0, brace)).strip();
        try {
            JsonNode parameters = JSON.readTree(brace < 0 ? "{}" : text.substring(brace));
            Map<String, JsonNode> byName = JSON.convertValue(parameters,
                    JSON.getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class));
            return new StrategySpec(text.strip(), strategy, byName);
        } catch (JsonProcessingException | IllegalArgumentException invalid) {
            throw new IllegalArgumentException("strategy: '" + text
                    + "' (expected an id, such as bon, or an id with parameters, such as bon{\"samples\": 5})",
                    invalid);
        }
    }

    /** The name of a model with this strategy. */
    String model(String model) {
        return strategy.equals(DIRECT) ? model : strategy + "-" + model;
    }

    /** Adds the parameters to a request. */
    void addTo(ObjectNode request) {
        if (!parameters.isEmpty()) {
            request.withObject("ponder").withObject(strategy).setAll(parameters);
        }
    }
}
