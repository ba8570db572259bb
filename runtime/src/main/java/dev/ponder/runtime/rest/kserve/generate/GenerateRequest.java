package dev.ponder.runtime.rest.kserve.generate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.rest.inference.JsonField;

/**
 * A request of the generate extension.
 *
 * @param id the client's id of the request; null if there is none
 * @param prompt the prompt
 * @param parameters those of a chat completion: the content of {@code parameters} and all other members of the body
 * @param details whether the response has the finish reason
 */
record GenerateRequest(@Nullable String id, String prompt, ObjectNode parameters, boolean details) {

    private static final Set<String> MEMBERS = Set.of("id", "text_input", "parameters");
    /** Parameters that select the format of the response, so the model does not get them. */
    private static final Set<String> RESPONSE_OPTIONS = Set.of("stream", "exclude_input_in_output", "details");

    /** Reads a body. Fails with 400. */
    static GenerateRequest of(JsonNode json) {
        ObjectNode body = new JsonField("body", json).object("a JSON object with text_input");
        ObjectNode parameters = parameters(body);
        JsonField id = JsonField.of(body, "id");
        JsonField details = JsonField.of(parameters, "details");
        boolean withDetails = details.present() && details.bool();
        parameters.remove(RESPONSE_OPTIONS);
        TritonParameters.translate(parameters);
        return new GenerateRequest(id.present() ? text(id) : null, text(JsonField.of(body, "text_input")), parameters,
                withDetails);
    }

    /** Unlike {@link JsonField#text}, permits an empty text. */
    private static String text(JsonField field) {
        JsonNode text = field.required("a text");
        if (!text.isTextual()) {
            throw field.invalid("a text");
        }
        return text.textValue();
    }

    private static ObjectNode parameters(ObjectNode body) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        body.properties().stream().filter(member -> !MEMBERS.contains(member.getKey()))
                .forEach(member -> parameters.set(member.getKey(), member.getValue()));
        JsonField nested = JsonField.of(body, "parameters");
        if (nested.present()) {
            parameters.setAll(nested.object("an object"));
        }
        return parameters;
    }
}
