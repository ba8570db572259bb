package dev.ponder.runtime.record.json;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.event.InferenceEvent.RunInputs;

/** What decides a run, in records. */
public final class ReplayInputs {

    private static final int VERSION = 1;

    private ReplayInputs() {
    }

    /** The inputs of a run. */
    public static ObjectNode json(RunInputs inputs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION)
                .put("random_seed", inputs.randomSeed()).put("choices", inputs.choices());
        ObjectNode parameters = json.putObject("parameters");
        inputs.parameters().forEach((strategy, values) -> {
            ObjectNode ofStrategy = parameters.putObject(strategy);
            values.forEach((name, value) -> ofStrategy.set(name, value(value)));
        });
        json.putObject("limits").put("max_calls", inputs.maxCalls()).put("max_tokens", inputs.maxTokens())
                .put("deadline_ms", inputs.deadline().toMillis()).put("max_parallel_calls", inputs.maxParallelCalls())
                .put("quorum", inputs.quorum());
        return json;
    }

    /** A value of a strategy's parameter, which has one of the types that requests can set. */
    private static JsonNode value(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? value(optional.get()) : NullNode.instance;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? LongNode.valueOf(number.getAsInt()) : NullNode.instance;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? LongNode.valueOf(number.getAsLong()) : NullNode.instance;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? DoubleNode.valueOf(number.getAsDouble()) : NullNode.instance;
        }
        if (value instanceof Integer || value instanceof Long) {
            return LongNode.valueOf(((Number) value).longValue());
        }
        if (value instanceof Number number) {
            return DoubleNode.valueOf(number.doubleValue());
        }
        if (value instanceof Boolean bool) {
            return BooleanNode.valueOf(bool);
        }
        if (value instanceof Duration duration) {
            return LongNode.valueOf(duration.toMillis());
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> array.add(item.toString()));
            return array;
        }
        return TextNode.valueOf(value instanceof Enum<?> constant ? constant.name() : value.toString());
    }
}
