package dev.ponder.runtime.rest.kserve.generate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;

/**
 * Translates the parameters of Triton's TensorRT-LLM backend into those of a chat completion. A parameter without a
 * counterpart is rejected with 400 if it changes the answer, and removed if it has no effect.
 *
 * @see <a href="https://github.com/triton-inference-server/tensorrtllm_backend">tensorrtllm_backend</a>
 */
final class TritonParameters {

    /** Other names of parameters that upstreams know. */
    private static final Map<String, String> NAMES = Map.of(
            "random_seed", "seed",
            "request_output_len", "max_tokens",
            "min_length", "min_tokens",
            "runtime_top_k", "top_k",
            "runtime_top_p", "top_p",
            "len_penalty", "length_penalty");

    /** Token ids that the upstream knows itself, and switches of Triton's scheduler. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("end_id", "pad_id", "streaming");

    /** Parameters that have no counterpart, and whose value differs from this one in an answer. */
    private static final Map<String, Double> NEUTRAL = Map.of(
            "num_beams", 1.0,
            "beam_width", 1.0,
            "beam_search_diversity_rate", 0.0,
            "return_log_probs", 0.0,
            "return_context_logits", 0.0,
            "return_generation_logits", 0.0);

    /** Penalties that upstreams know; the neutral value is omitted, because OpenAI does not know these names. */
    private static final Map<String, Double> PENALTIES = Map.of("length_penalty", 1.0, "repetition_penalty", 1.0);

    private static final List<String> UNSUPPORTED_LISTS = List.of("bad_words", "embedding_bias_words",
            "embedding_bias_weights");

    private TritonParameters() {
    }

    /** Changes the parameters in place. Fails with 400 for a parameter that would change the answer. */
    static void translate(ObjectNode parameters) {
        NAMES.forEach((triton, name) -> rename(parameters, triton, name));
        parameters.remove(WITHOUT_EFFECT);
        NEUTRAL.forEach((name, neutral) -> rejectUnless(parameters, name, neutral));
        PENALTIES.forEach((name, neutral) -> take(parameters, name).filter(value -> !is(value, neutral))
                .ifPresent(value -> parameters.set(name, value)));
        UNSUPPORTED_LISTS.forEach(name -> rejectUnlessEmpty(parameters, name));
        stopWords(parameters);
    }

    /** Removes a parameter; empty if it has no value. */
    private static Optional<JsonNode> take(ObjectNode parameters, String name) {
        return Optional.ofNullable(parameters.remove(name)).filter(value -> !empty(value));
    }

    /** The name of chat completions has precedence. */
    private static void rename(ObjectNode parameters, String triton, String name) {
        take(parameters, triton).filter(value -> !parameters.hasNonNull(name))
                .ifPresent(value -> parameters.set(name, value));
    }

    private static void rejectUnless(ObjectNode parameters, String name, double neutral) {
        take(parameters, name).filter(value -> !is(value, neutral)).ifPresent(value -> {
            throw rejected(name, value);
        });
    }

    private static void rejectUnlessEmpty(ObjectNode parameters, String name) {
        take(parameters, name).ifPresent(value -> {
            throw rejected(name, value);
        });
    }

    private static RequestException rejected(String name, JsonNode value) {
        String text = value.toString();
        return RequestException.invalid(name, name + ": " + text.substring(0, Math.min(80, text.length()))
                + " (expected none: chat completions have no such parameter)");
    }

    /** Both are read; a single text counts as a list of one. */
    private static void stopWords(ObjectNode parameters) {
        take(parameters, "stop_words").ifPresent(words -> {
            var all = new LinkedHashSet<JsonNode>();
            take(parameters, "stop").ifPresent(stop -> add(all, stop, "stop"));
            add(all, words, "stop_words");
            parameters.putArray("stop").addAll(all);
        });
    }

    private static void add(Set<JsonNode> all, JsonNode value, String name) {
        (value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)).forEach(item -> {
            if (!item.isTextual()) {
                throw RequestException.invalid(name, name + ": contains " + item + " (expected texts)");
            }
            if (!item.textValue().isEmpty()) {
                all.add(item);
            }
        });
    }

    /** Clients send an empty text, or a list of empty texts, for a parameter that they do not use. */
    private static boolean empty(JsonNode value) {
        if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
            return true;
        }
        if (!value.isContainerNode()) {
            return false;
        }
        return value.valueStream().allMatch(TritonParameters::empty);
    }

    private static boolean is(JsonNode value, double number) {
        return value.isNumber() && value.asDouble() == number
                || value.isBoolean() && value.asBoolean() == (number != 0);
    }
}
