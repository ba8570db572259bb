package dev.ponder.runtime.rest.openai;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.StrategySelector.Named;
import io.vertx.core.buffer.Buffer;

/** Reads and checks the body of a chat completion: one pass over the bytes, one refusal that says all. */
@ApplicationScoped
class ChatRequestReader {

    static final String STRATEGY_HEADER = "X-Ponder-Strategy";

    /** What is not for the model: delivery, and our own fields beside those that strategies declare. */
    private static final Set<String> NOT_PARAMETERS = Set.of("model", "messages", "stream", "stream_options", "n");
    private static final String OPTILLM_APPROACH = "optillm_approach";
    private static final String OPTILLM_AUTO = "auto";

    private final ObjectReader json;
    private final LimitsConfig limits;
    private final boolean strategyInMessages;
    private final PonderFields ponderFields;

    ChatRequestReader(ObjectMapper mapper, PonderConfig config, PonderFields ponderFields) {
        this.json = mapper.copyWith(roomyFactory()).reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        this.limits = config.limits();
        this.strategyInMessages = config.strategyInMessages();
        this.ponderFields = ponderFields;
    }

    /** An image may be one long text: the limit of the body is limit enough. */
    private static JsonFactory roomyFactory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                .build();
    }

    ClientRequest read(Buffer bytes, @Nullable String strategyHeader) {
        ObjectNode body = object(bytes);
        Optional<Named> tagged = strategyInMessages ? StrategyTag.take(body) : Optional.empty();
        String model = BodyField.of(body, "model").text("the name of a model, as GET /v1/models lists them");
        var conversation = MessageReader.read(BodyField.of(body, "messages"));
        StandardParameters.check(body);
        BodyField choices = BodyField.of(body, "n");
        BodyField stream = BodyField.of(body, "stream");
        BodyField includeUsage = BodyField.of(body, "stream_options").child("include_usage");
        PonderFields.Read own = ponderFields.read(body);
        ObjectNode upstreamBody = body.deepCopy();
        upstreamBody.remove(own.names());
        return new ClientRequest(new ChatRequest(model, conversation, parameters(upstreamBody)),
                strategy(body, own, strategyHeader).or(() -> tagged).orElse(null), own.parameters(), own.limits(),
                choices.present() ? (int) choices.integer(1, limits.maxChoices()) : 1,
                stream.present() && stream.bool(), includeUsage.present() && includeUsage.bool(),
                own.emulation(), own.progress(), upstreamBody,
                tagged.isPresent() || upstreamBody.size() != body.size());
    }

    private ObjectNode object(Buffer bytes) {
        try {
            if (json.readTree(bytes.getBytes()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw RequestException.invalid(null,
                    "body: not JSON" + where + " (expected a JSON object with model and messages)");
        } catch (IOException e) {
            throw RequestException.invalid(null, "body: unreadable (expected a JSON object with model and messages)");
        }
        throw RequestException.invalid(null, "body: not an object (expected a JSON object with model and messages)");
    }

    private static Optional<Named> strategy(ObjectNode body, PonderFields.Read own, @Nullable String header) {
        return header != null && !header.isBlank()
                ? Optional.of(new Named(header.strip(), STRATEGY_HEADER))
                : own.strategy().or(() -> approach(BodyField.of(body, OPTILLM_APPROACH)));
    }

    private static Optional<Named> approach(BodyField field) {
        return field.present()
                ? Optional.of(new Named(field.text("a strategy"), OPTILLM_APPROACH))
                        .filter(named -> !named.text().equals(OPTILLM_AUTO))
                : Optional.empty();
    }

    private static Map<String, JsonNode> parameters(ObjectNode body) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        body.properties().forEach(member -> {
            if (!NOT_PARAMETERS.contains(member.getKey()) && !member.getValue().isNull()) {
                parameters.put(member.getKey(), member.getValue());
            }
        });
        return parameters;
    }
}
