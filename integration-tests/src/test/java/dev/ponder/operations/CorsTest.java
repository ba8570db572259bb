package dev.ponder.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Browsers may call the server when the operator names their origins. */
@QuarkusTest
@TestProfile(CorsTest.Enabled.class)
class CorsTest extends ServerTest {

    private static final String ORIGIN = "https://app.example";

    /** The settings of docs/howto/allow-browsers.md. */
    public static class Enabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", ORIGIN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/openai/v1/chat/completions", "/v1/models/echo:predict",
            "/v2/models/echo/infer", "/openai/deployments/m/chat/completions"})
    void answersAPreflight(String path) {
        HttpReply reply = send("OPTIONS " + path, ORIGIN, "Access-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: authorization,content-type,x-ponder-strategy", "");

        assertThat(reply.status()).isBetween(200, 204);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(reply.header("Access-Control-Allow-Headers").toLowerCase(java.util.Locale.ROOT))
                .contains("authorization", "content-type", "x-ponder-strategy");
        assertThat(reply.header("x-request-id")).isNotEmpty();
    }

    @Test
    void exposesItsHeadersWithAnswersAndStreams() {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        for (Object body : new Object[]{Chat.ask("re2-" + model.name()), Chat.stream("re2-" + model.name()),
                Chat.stream(model.name()), "{"}) {
            HttpReply reply = send("POST /v1/chat/completions", ORIGIN, "Content-Type: application/json",
                    body.toString());
            assertThat(reply.header("Access-Control-Allow-Origin")).as(reply.text()).isEqualTo(ORIGIN);
            assertThat(reply.header("Access-Control-Expose-Headers").toLowerCase(java.util.Locale.ROOT))
                    .contains("x-request-id", "x-ponder-strategy", "x-ponder-streaming", "retry-after");
        }
    }

    @Test
    void refusesOtherOrigins() {
        HttpReply reply = send("OPTIONS /v1/chat/completions", "https://other.example",
                "Access-Control-Request-Method: POST", "");

        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpReply send(String target, String origin, String headers, String body) {
        try (var raw = new RawHttpClient(server)) {
            return raw.send(target + " HTTP/1.1\r\nHost: ponder\r\nOrigin: " + origin + "\r\n" + headers
                    + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .response().reply().orElseThrow();
        }
    }
}
