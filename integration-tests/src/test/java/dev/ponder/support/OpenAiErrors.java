package dev.ponder.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstreamResource;

/** Checks that hold for all errors in OpenAI's format. */
public final class OpenAiErrors {

    /** Internals that no error may contain: names of classes and packages, stack frames, API keys. */
    private static final Pattern INTERNAL = Pattern
            .compile("Exception|jackson|Jackson|dev\\.ponder\\.|java\\.|jakarta\\.|"
                    + "io\\.(vertx|netty|quarkus|smallrye)|\\bat [a-z]+\\.[a-z]+|"
                    + FakeUpstreamResource.API_KEY);

    private OpenAiErrors() {
    }

    /** Checks that the body is OpenAI's error object and nothing else; returns the error. */
    public static JsonNode of(HttpReply reply) {
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        return checked(reply.error());
    }

    /**
     * Checks that a stream ends with an error and the end mark, and without the finish reason "stop"; returns the error.
     */
    public static JsonNode ending(HttpReply stream) {
        assertThat(stream.events()).as(stream.text()).containsOnlyOnce("[DONE]").endsWith("[DONE]");
        assertThat(stream.finishReasons(0)).as(stream.text()).doesNotContain("stop");
        var chunks = stream.chunks();
        return checked(chunks.get(chunks.size() - 1).path("error"));
    }

    private static JsonNode checked(JsonNode error) {
        assertThat(error.fieldNames()).toIterable().containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isNotBlank();
        assertThat(error.path("code").asText()).isNotBlank();
        assertThat(INTERNAL.matcher(error.toString()).results().map(found -> found.group()))
                .as("internals in %s", error).isEmpty();
        return error;
    }
}
