package dev.ponder.runtime.tracing;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.Outcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Names of attributes: those of OpenTelemetry's conventions for generative AI 0.1.0, and Ponder's own.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">Semantic conventions</a>
 */
final class SpanAttributes {

    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
    static final AttributeKey<String> AGENT = AttributeKey.stringKey("gen_ai.agent.name");
    static final AttributeKey<Double> TEMPERATURE = AttributeKey.doubleKey("gen_ai.request.temperature");
    static final AttributeKey<Double> TOP_P = AttributeKey.doubleKey("gen_ai.request.top_p");
    static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    static final AttributeKey<Long> SEED = AttributeKey.longKey("gen_ai.request.seed");
    static final AttributeKey<Long> CHOICES = AttributeKey.longKey("gen_ai.request.choice.count");
    static final AttributeKey<String> REASONING_LEVEL = AttributeKey.stringKey("gen_ai.request.reasoning.level");
    static final AttributeKey<List<String>> FINISH_REASONS = AttributeKey
            .stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> FIRST_CHUNK = AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    static final AttributeKey<String> INPUT_MESSAGES = AttributeKey.stringKey("gen_ai.input.messages");
    static final AttributeKey<String> OUTPUT_MESSAGES = AttributeKey.stringKey("gen_ai.output.messages");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<Long> RESENDS = AttributeKey.longKey("http.request.resend_count");

    static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("ponder.request.id");
    static final AttributeKey<String> CLIENT = AttributeKey.stringKey("ponder.client");
    static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("ponder.strategy");
    static final AttributeKey<String> STREAMING = AttributeKey.stringKey("ponder.streaming");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("ponder.outcome");
    static final AttributeKey<Long> CALLS = AttributeKey.longKey("ponder.calls");
    static final AttributeKey<Long> DEPTH = AttributeKey.longKey("ponder.depth");
    static final AttributeKey<Long> SAVED_TOKENS = AttributeKey.longKey("ponder.tokens.saved");
    static final AttributeKey<Double> FIRST_PART = AttributeKey.doubleKey("ponder.time_to_first_part");
    static final AttributeKey<String> STAGE = AttributeKey.stringKey("ponder.stage");
    static final AttributeKey<String> UPSTREAM = AttributeKey.stringKey("ponder.upstream");
    static final AttributeKey<Long> CANDIDATE = AttributeKey.longKey("ponder.candidate");
    static final AttributeKey<List<Long>> JUDGED = AttributeKey.longArrayKey("ponder.judge.candidates");
    static final AttributeKey<List<Double>> SCORES = AttributeKey.doubleArrayKey("ponder.judge.scores");
    static final AttributeKey<List<Long>> VOTES = AttributeKey.longArrayKey("ponder.votes");
    static final AttributeKey<Long> ABSTENTIONS = AttributeKey.longKey("ponder.votes.abstentions");
    static final AttributeKey<String> ROUTED = AttributeKey.stringKey("ponder.routed.strategy");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("ponder.reason");

    private static final AttributeKey<Double> COST = AttributeKey.doubleKey("ponder.cost");
    private static final AttributeKey<String> CURRENCY = AttributeKey.stringKey("ponder.cost.currency");
    private static final AttributeKey<Boolean> ESTIMATED = AttributeKey.booleanKey("ponder.usage.estimated");

    private SpanAttributes() {
    }

    /** Names of the attributes of usage. */
    record UsageKeys(AttributeKey<Long> input, AttributeKey<Long> output, AttributeKey<Long> cached,
            AttributeKey<Long> reasoning) {

        /** Of model calls and whole requests, which backends add up and price. */
        static final UsageKeys GEN_AI = of("gen_ai.usage");
        /** Of what lies between them. Backends must not count the same tokens twice. */
        static final UsageKeys PONDER = of("ponder.usage");

        private static UsageKeys of(String prefix) {
            return new UsageKeys(AttributeKey.longKey(prefix + ".input_tokens"),
                    AttributeKey.longKey(prefix + ".output_tokens"),
                    AttributeKey.longKey(prefix + ".cache_read.input_tokens"),
                    AttributeKey.longKey(prefix + ".reasoning.output_tokens"));
        }
    }

    static void usage(Span span, UsageKeys keys, Usage usage) {
        span.setAttribute(keys.input, usage.promptTokens());
        span.setAttribute(keys.output, usage.completionTokens());
        if (usage.cachedTokens() > 0) {
            span.setAttribute(keys.cached, usage.cachedTokens());
        }
        if (usage.reasoningTokens() > 0) {
            span.setAttribute(keys.reasoning, usage.reasoningTokens());
        }
        if (usage.estimated()) {
            span.setAttribute(ESTIMATED, true);
        }
    }

    /** @param cost null if no model has a price */
    static void cost(Span span, @Nullable BigDecimal cost, String currency) {
        if (cost != null) {
            span.setAttribute(COST, cost.doubleValue());
            span.setAttribute(CURRENCY, currency);
        }
    }

    /** The outcome. A message of an error may quote a prompt, so only its code is recorded. */
    static void outcome(Span span, Outcome outcome) {
        span.setAttribute(OUTCOME, outcome.tag());
        if (outcome.failed()) {
            span.setAttribute(ERROR, outcome.tag());
            span.setStatus(StatusCode.ERROR, outcome.code());
        }
    }
}
