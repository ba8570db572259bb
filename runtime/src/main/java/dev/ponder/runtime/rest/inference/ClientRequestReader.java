package dev.ponder.runtime.rest.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;

/** Reads what the bodies of all endpoints have in common: the model, and what is said to us. */
@ApplicationScoped
public class ClientRequestReader {

    private static final String OPTILLM_APPROACH = "optillm_approach";
    private static final String OPTILLM_AUTO = "auto";

    private final LimitsConfig limits;
    private final PonderOptionsReader ponderFields;

    public ClientRequestReader(PonderConfig config, PonderOptionsReader ponderFields) {
        this.limits = config.limits();
        this.ponderFields = ponderFields;
    }

    /** Reads what an endpoint's bodies ask of the model. */
    @FunctionalInterface
    public interface PromptReading {

        /** Checks the body; what only a chat model cannot do is refused when the prompts are asked for. */
        Supplier<List<ChatRequest>> read(String model, ObjectNode upstreamBody);
    }

    /** Reads a request for an answer. */
    public ClientRequest read(Endpoint endpoint, Buffer received, ObjectNode body, @Nullable String header,
            PromptReading prompts) {
        return read(endpoint, received, body, header, prompts, ResponseOptions.read(body, limits.maxChoices()));
    }

    public ClientRequest read(Endpoint endpoint, Buffer received, ObjectNode body, @Nullable String header,
            PromptReading prompts, ResponseOptions delivery) {
        String model = JsonField.of(body, "model").text("the name of a model, as GET /v1/models lists them");
        PonderOptionsReader.Read own = ponderFields.read(body);
        ObjectNode upstreamBody = body.deepCopy();
        upstreamBody.remove(own.names());
        return new ClientRequest(endpoint, received, upstreamBody, upstreamBody.size() != body.size(), model,
                strategy(body, own, header).orElse(null), own, delivery, prompts.read(model, upstreamBody));
    }

    private static Optional<Named> strategy(ObjectNode body, PonderOptionsReader.Read own, @Nullable String header) {
        return header != null && !header.isBlank()
                ? Optional.of(new Named(header.strip(), PonderHeaders.STRATEGY))
                : own.strategy().or(() -> approach(JsonField.of(body, OPTILLM_APPROACH)));
    }

    private static Optional<Named> approach(JsonField field) {
        return field.present()
                ? Optional.of(new Named(field.text("a strategy"), OPTILLM_APPROACH))
                        .filter(named -> !named.text().equals(OPTILLM_AUTO))
                : Optional.empty();
    }

    /** The members that go along with a prompt. */
    public static Map<String, JsonNode> parameters(ObjectNode body, Set<String> notParameters) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        body.properties().forEach(member -> {
            if (!notParameters.contains(member.getKey()) && !member.getValue().isNull()) {
                parameters.put(member.getKey(), member.getValue());
            }
        });
        return parameters;
    }
}
