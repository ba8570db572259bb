package dev.ponder.strategies.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;

/**
 * Returns JSON that conforms to the request's {@code response_format}. The format is sent to the upstream, which enforces it
 * if it can. A reply that does not conform is corrected by the model, and an answer that still does not is an error.
 *
 * <p>Strategies before or after it in a pipeline answer without the format; one more call brings their answer into it,
 * because reasoning under a format is worse (arXiv:2408.02442). A request without a format passes through.
 */
@Strategy(id = "json", title = "Structured output", paper = "arXiv:2307.09702", settings = StructuredOutputConfig.class,
        summary = "Validates the answer against the request's JSON schema, and has the model correct what does not conform.",
        tools = ToolPolicy.FINAL_STAGE)
class StructuredOutput implements InferenceStrategy.Wrapper {

    private final StructuredOutputConfig config;
    private final ModelConformance conformance = new ModelConformance();

    StructuredOutput(StructuredOutputConfig config) {
        this.config = config;
    }

    /** A reply that the upstream rejects because of the format takes the place of a repair. */
    @Override
    public Cost cost(Settings settings) {
        return new Cost(FormattingStage.maxCalls(settings.of(config)), 1);
    }

    @Override
    public ChatRequest draftRequest(ChatRequest request) {
        return OutputFormat.of(request).map(format -> withoutFormat(request)).orElse(request);
    }

    @Override
    public Multi<AnswerPart> around(Inference inference, Next next) {
        return Multi.createFrom().deferred(() -> {
            Optional<OutputFormat> format = OutputFormat.of(inference.request());
            return format.isPresent()
                    ? formatted(inference, format.get(), next)
                    : next.answer(inference.request());
        });
    }

    /** The first validator loads many classes, so it is built on a worker thread. */
    private Multi<AnswerPart> formatted(Inference inference, OutputFormat format, Next next) {
        return inference.blocking(() -> SchemaValidator.of(format.schema())).onItem().transformToMulti(validator -> {
            var stage = new FormattingStage(inference, inference.settings().of(config), format, validator, conformance);
            return next.plain()
                    ? stage.answer()
                    : next.answer(withoutFormat(inference.request())).collect().asList()
                            .onItem().transformToMulti(stage::format);
        });
    }

    private static ChatRequest withoutFormat(ChatRequest request) {
        return new ChatRequest(request.model(), request.conversation(), withoutFormat(request.parameters()));
    }

    static Map<String, JsonNode> withoutFormat(Map<String, JsonNode> parameters) {
        var others = new LinkedHashMap<>(parameters);
        others.remove(OutputFormat.PARAMETER);
        return others;
    }
}
