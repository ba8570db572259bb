package dev.ponder.runtime.upstream.openai;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.Usage;

/**
 * Reads the usage that servers report, in every place and under every name that is common. A count that is null, negative,
 * fractional or a text is no reported count, and a report without valid counts is no report.
 */
final class UsageReader {

    /** What a completion without a valid report has: its counts are estimated. */
    static final Usage UNREPORTED = new Usage(0, 0, 0, 0, 0, true);

    private static final List<JsonPointer> PROMPT = pointers("/prompt_tokens", "/input_tokens", "/promptTokenCount",
            "/prompt_eval_count");
    private static final List<JsonPointer> COMPLETION = pointers("/completion_tokens", "/output_tokens",
            "/candidatesTokenCount",
            "/eval_count");
    private static final List<JsonPointer> TOTAL = pointers("/total_tokens", "/totalTokenCount");
    private static final List<JsonPointer> REASONING = pointers("/completion_tokens_details/reasoning_tokens",
            "/output_tokens_details/reasoning_tokens", "/reasoning_tokens", "/thoughtsTokenCount");
    private static final List<JsonPointer> CACHED = pointers("/prompt_tokens_details/cached_tokens",
            "/input_tokens_details/cached_tokens", "/prompt_cache_hit_tokens", "/cached_tokens",
            "/cache_read_input_tokens",
            "/cachedContentTokenCount");
    /** Besides {@code usage}: Groq, Anthropic's events, Gemini. Moonshot has it in a choice. */
    private static final List<JsonPointer> PLACES = pointers("/usage", "/x_groq/usage", "/message/usage",
            "/usageMetadata");

    private static final List<JsonPointer> PLACES_IN_CHOICE = pointers("/usage", "/message/usage", "/delta/usage");
    private static final List<JsonPointer> CACHE_READ = pointers("/cache_read_input_tokens");
    private static final List<JsonPointer> CACHE_WRITTEN = pointers("/cache_creation_input_tokens");

    private UsageReader() {
    }

    /** Compiled once: each answer reports its usage. */
    private static List<JsonPointer> pointers(String... places) {
        return Stream.of(places).map(JsonPointer::compile).toList();
    }

    /** The usage that a completion or a chunk reports; empty if it reports none. */
    static Optional<Usage> find(JsonNode body) {
        return node(body).flatMap(UsageReader::read);
    }

    /** The JSON of that usage. */
    static Optional<JsonNode> node(JsonNode body) {
        for (JsonPointer place : PLACES) {
            if (read(body.at(place)).isPresent()) {
                return Optional.of(body.at(place));
            }
        }
        for (JsonNode choice : body.path("choices")) {
            for (JsonPointer place : PLACES_IN_CHOICE) {
                if (read(choice.at(place)).isPresent()) {
                    return Optional.of(choice.at(place));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The counts of a usage object; empty if they are no report. A count that is absent follows from the total: embeddings
     * have no completion tokens. One that is invalid does too, but makes a report without a total worthless.
     */
    static Optional<Usage> read(JsonNode usage) {
        long prompt = count(usage, PROMPT);
        long completion = count(usage, COMPLETION);
        long total = count(usage, TOTAL);
        if (prompt < 0 && completion < 0 && total < 0 || invalid(usage, PROMPT) && invalid(usage, COMPLETION)) {
            return Optional.empty();
        }
        if (completion < 0) {
            completion = invalid(usage, COMPLETION) ? total - Math.max(0, prompt) : 0;
        }
        if (prompt < 0) {
            prompt = invalid(usage, PROMPT) ? total - completion : Math.max(0, total - completion);
        }
        if (prompt < 0 || completion < 0) {
            return Optional.empty();
        }
        long all = prompt + cachedApart(usage);
        return Optional.of(new Usage(all, completion, Math.max(total, all + completion),
                Math.max(0, count(usage, REASONING)), Math.max(0, count(usage, CACHED)), false));
    }

    /** Anthropic does not count tokens of its cache as input. */
    private static long cachedApart(JsonNode usage) {
        return usage.has("input_tokens") && !usage.has("prompt_tokens")
                ? Math.max(0, count(usage, CACHE_READ))
                        + Math.max(0, count(usage, CACHE_WRITTEN))
                : 0;
    }

    /** Whether a count was sent, but not as a valid one. */
    private static boolean invalid(JsonNode usage, List<JsonPointer> places) {
        return count(usage, places) < 0 && places.stream().anyMatch(place -> !usage.at(place).isMissingNode());
    }

    /** The first valid count; negative if there is none. */
    private static long count(JsonNode usage, List<JsonPointer> places) {
        for (JsonPointer place : places) {
            JsonNode count = usage.at(place);
            if (count.isIntegralNumber() && count.canConvertToLong() && count.longValue() >= 0) {
                return count.longValue();
            }
        }
        return -1;
    }
}
