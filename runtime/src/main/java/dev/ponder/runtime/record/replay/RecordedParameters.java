package dev.ponder.runtime.record.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyRegistry;

/** Reads the values that a recorded request set, as the types that the settings of the strategies declare. */
final class RecordedParameters {

    private RecordedParameters() {
    }

    /** Throws an {@link IllegalArgumentException} for a value that no strategy has any more. */
    static ParameterValues read(JsonNode parameters, StrategyRegistry strategies) {
        ParameterValues values = ParameterValues.NONE;
        for (Map.Entry<String, JsonNode> strategy : parameters.properties()) {
            for (Map.Entry<String, JsonNode> parameter : strategy.getValue().properties()) {
                ParameterDescriptor known = descriptor(strategies, strategy.getKey(), parameter.getKey());
                values = values.with(known, value(known, parameter.getValue()));
            }
        }
        return values;
    }

    private static ParameterDescriptor descriptor(StrategyRegistry strategies, String strategy, String method) {
        return strategies.find(strategy).flatMap(known -> known.parameters().stream()
                .filter(parameter -> parameter.method().getName().equals(method)).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("parameter '" + method + "' of '" + strategy
                        + "' was recorded, but no strategy has it"));
    }

    private static Object value(ParameterDescriptor parameter, JsonNode value) {
        Class<?> type = parameter.method().getReturnType();
        boolean absent = value.isNull();
        if (type == int.class) {
            return value.asInt();
        }
        if (type == OptionalInt.class) {
            return absent ? OptionalInt.empty() : OptionalInt.of(value.asInt());
        }
        if (type == long.class) {
            return value.asLong();
        }
        if (type == OptionalLong.class) {
            return absent ? OptionalLong.empty() : OptionalLong.of(value.asLong());
        }
        if (type == double.class) {
            return value.asDouble();
        }
        if (type == OptionalDouble.class) {
            return absent ? OptionalDouble.empty() : OptionalDouble.of(value.asDouble());
        }
        if (type == boolean.class) {
            return value.asBoolean();
        }
        if (type == Duration.class) {
            return Duration.ofMillis(value.asLong());
        }
        if (type == List.class) {
            return texts(value);
        }
        if (type == Optional.class) {
            return absent ? Optional.empty() : Optional.of(value.isArray() ? texts(value) : value.asText());
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(value.asText())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(parameter.path() + ": '" + value.asText()
                            + "' was recorded, but is no value of it"));
        }
        return value.asText();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
