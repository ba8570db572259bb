package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;

/** Reads error bodies: OpenAI's error object, a text in its place, or FastAPI's {@code detail}. */
final class ErrorBody {

    private ErrorBody() {
    }

    /** The error in a body; an empty object when it has none. */
    static JsonNode error(ObjectMapper mapper, Buffer body) {
        JsonNode json = parse(mapper, body);
        return json.hasNonNull("error") ? json.get("error") : json;
    }

    /** Whether a client of OpenAI's API can read the body unchanged. */
    static boolean readable(ObjectMapper mapper, Buffer body) {
        return parse(mapper, body).path("error").path("message").isTextual();
    }

    /** The message of an error; empty when it has none. */
    static String message(JsonNode error) {
        if (error.isTextual()) {
            return error.asText();
        }
        String message = error.path("message").asText("");
        return message.isBlank() ? detail(error.path("detail")) : message;
    }

    private static String detail(JsonNode detail) {
        if (!detail.isArray()) {
            return detail.isTextual() ? detail.asText() : detail.path("message").asText("");
        }
        return StreamSupport.stream(detail.spliterator(), false)
                .map(fault -> place(fault.path("loc")) + fault.path("msg").asText(""))
                .collect(Collectors.joining("; "));
    }

    private static String place(JsonNode location) {
        return location.isEmpty()
                ? ""
                : StreamSupport.stream(location.spliterator(), false).map(JsonNode::asText)
                        .collect(Collectors.joining(".")) + ": ";
    }

    private static JsonNode parse(ObjectMapper mapper, Buffer body) {
        try {
            JsonNode json = mapper.readTree(body.getBytes());
            return json.isObject() ? json : mapper.createObjectNode();
        } catch (IOException notJson) {
            return mapper.createObjectNode();
        }
    }
}
