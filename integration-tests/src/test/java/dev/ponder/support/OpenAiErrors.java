package dev.ponder.support;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstreamResource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;


/** What is true of every error that a client sees. */
public final class OpenAiErrors {

    /** Names of classes and packages, frames of a stack, hosts, addresses and ports: nobody's business. */
    private static final Pattern INTERNAL = Pattern
            .compile("Exception|jackson|Jackson|dev\\.ponder\\.|java\\.|jakarta\\.|"
                    + "io\\.(vertx|netty|quarkus|smallrye)|\\bat [a-z]+\\.[a-z]+|localhost|127\\.0\\.0\\.1|:\\d{4,5}\\b|"
                    + FakeUpstreamResource.API_KEY);

    private OpenAiErrors() {
    }

    /** OpenAI's error object with its four members, and nothing else in the body; the result is the error. */
    public static JsonNode of(HttpReply reply) {
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        return checked(reply.error());
    }

    /**
     * The last words of a stream: an error, then the end mark, and no choice that claims to have stopped in good order.
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
