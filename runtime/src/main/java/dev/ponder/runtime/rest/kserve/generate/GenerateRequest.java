package dev.ponder.runtime.rest.kserve.generate;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;

/**
 * What the generate extension asks of a model.
 *
 * @param id what the client calls the request; null when it does not say
 * @param prompt the prompt
 * @param parameters as a chat completion has them: those of {@code parameters}, and all members that have no meaning here
 * @param details whether the client wants to know why the text ended
 */
record GenerateRequest(@Nullable String id, String prompt, ObjectNode parameters, boolean details) {

    private static final Set<String> MEMBERS = Set.of("id", "text_input", "parameters");
    /** What says how the text is to be delivered, and is not for the model. */
    private static final Set<String> DELIVERY = Set.of("stream", "exclude_input_in_output", "details");

    static GenerateRequest of(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw ModelException.invalidInput("body: no object (expected a JSON object with text_input)");
        }
        ObjectNode parameters = parameters(object);
        JsonNode details = parameters.path("details");
        parameters.remove(DELIVERY);
        return new GenerateRequest(id(object), prompt(object), parameters,
                expect(details, details.isBoolean(), "details", "true or false").map(JsonNode::booleanValue)
                        .orElse(false));
    }

    private static String prompt(ObjectNode body) {
        JsonNode prompt = body.path("text_input");
        return expect(prompt, prompt.isTextual(), "text_input", "a text").map(JsonNode::textValue)
                .orElseThrow(() -> ModelException.invalidInput("text_input: missing (expected a text)"));
    }

    private static @Nullable String id(ObjectNode body) {
        JsonNode id = body.path("id");
        return expect(id, id.isTextual(), "id", "a text").map(JsonNode::textValue).orElse(null);
    }

    private static ObjectNode parameters(ObjectNode body) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        body.properties().stream().filter(member -> !MEMBERS.contains(member.getKey()))
                .forEach(member -> parameters.set(member.getKey(), member.getValue()));
        JsonNode own = body.path("parameters");
        expect(own, own.isObject(), "parameters", "an object")
                .ifPresent(given -> parameters.setAll((ObjectNode) given));
        return parameters;
    }

    /** A member that may be absent, or null, or must be what is expected. */
    private static Optional<JsonNode> expect(JsonNode value, boolean fits, String name, String expected) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!fits) {
            throw ModelException.invalidInput(name + ": "
                    + value.getNodeType().name().toLowerCase(Locale.ROOT) + " (expected " + expected + ")");
        }
        return Optional.of(value);
    }
}
