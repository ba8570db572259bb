package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;

/**
 * Refuses requests for audio or images that a strategy cannot answer, because it compares or changes texts. The kind of a
 * strategy decides: {@link StrategyKind#readsAnswers()}.
 */
public final class ModalityPolicy {

    private static final List<String> MODALITIES = List.of("modalities", "response_modalities");
    private static final String AUDIO = "audio";

    private ModalityPolicy() {
    }

    /** Throws a {@link RequestException} that names the member of the request. */
    public static void check(StrategyExpression expression, ChatRequest request) {
        Optional<StrategyDescriptor> reader = expression.strategies()
                .filter(strategy -> strategy.kind().readsAnswers()).findFirst();
        if (reader.isPresent()) {
            otherThanText(request).ifPresent(member -> {
                throw RequestException.invalid(member, member + ": " + request.parameters().get(member)
                        + " (expected text only, because the strategy '" + reader.get().id()
                        + "' works on the texts of answers; a plain call and 're2' support all modalities)");
            });
        }
    }

    private static Optional<String> otherThanText(ChatRequest request) {
        for (String member : MODALITIES) {
            JsonNode modalities = request.parameters().get(member);
            if (modalities != null && modalities.isArray()) {
                boolean texts = StreamSupport.stream(modalities.spliterator(), false)
                        .allMatch(modality -> modality.asText().equalsIgnoreCase("text"));
                return texts ? Optional.empty() : Optional.of(member);
            }
        }
        return request.parameters().containsKey(AUDIO) ? Optional.of(AUDIO) : Optional.empty();
    }
}
