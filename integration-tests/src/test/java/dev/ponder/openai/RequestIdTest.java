package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Every answer and every error has the client's {@code x-request-id}, or a new one. */
@QuarkusTest
class RequestIdTest extends ServerTest {

    private static final String HEADER = "x-request-id";

    @ParameterizedTest
    @CsvSource({"GET,/v1/models", "GET,/v1/strategies", "GET,/v2", "GET,/", "GET,/health", "GET,/v1/nothing",
            "POST,/v2/nothing", "GET,/nothing", "DELETE,/v1/chat/completions", "POST,/v1/chat/completions",
            "POST,/v1/completions", "POST,/v1/embeddings", "POST,/v1/rerank", "POST,/v1/models/echo:predict",
            "POST,/v2/models/echo/infer", "POST,/v2/models/plain/generate", "POST,/openai/v1/chat/completions",
            "OPTIONS,/v1/models", "GET,/v2/models/notready/ready"})
    void isEchoed(String method, String path) {
        HttpReply reply = client.send(method, path, "", HEADER, "my id/1");

        assertThat(reply.headers().allValues(HEADER)).as(reply.text()).containsExactly("my id/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "bon"})
    void isEchoedInAnswersAndStreams(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        for (Object body : new Object[]{Chat.ask(model.name()), Chat.stream(model.name())}) {
            HttpReply reply = client.chat(body, HEADER, "abc", "X-Ponder-Strategy", strategy);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers().allValues(HEADER)).containsExactly("abc");
        }
    }

    @Test
    void isNewWhenTheClientSendsNoneOrAnUnusableOne() {
        HttpReply first = client.send("GET", "/v1/models", "");
        HttpReply second = client.send("GET", "/v1/models", "", HEADER, "x".repeat(129));

        assertThat(first.header(HEADER)).hasSize(36).isNotEqualTo(second.header(HEADER));
        assertThat(second.header(HEADER)).hasSize(36);
    }
}
