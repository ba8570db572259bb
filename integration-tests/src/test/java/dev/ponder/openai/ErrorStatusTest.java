package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Errors of an upstream as a client receives them: by the relay, by a strategy that streams, and by an emulated one.
 */
@QuarkusTest
class ErrorStatusTest extends ServerTest {

    /** Each error with the status and type of a strategy's response; the relay keeps the upstream's status. */
    static Stream<Arguments> errors() {
        return Stream.of("none", "re2", "first_of_n")
                .flatMap(strategy -> Stream.of(false, true).flatMap(stream -> Stream.of(
                        Arguments.of(strategy, stream, 400, 400, "invalid_request_error"),
                        Arguments.of(strategy, stream, 401, 401, "authentication_error"),
                        Arguments.of(strategy, stream, 403, 403, "permission_error"),
                        Arguments.of(strategy, stream, 404, 404, "not_found_error"),
                        Arguments.of(strategy, stream, 429, 429, "rate_limit_error"),
                        Arguments.of(strategy, stream, 500, 502, "upstream_error"),
                        Arguments.of(strategy, stream, 503, 503, "upstream_error"))));
    }

    @ParameterizedTest(name = "{0}, stream {1}: {2}")
    @MethodSource("errors")
    void keepTheirStatusAndMessage(String strategy, boolean stream, int status, int expected, String type) {
        String body = ChatJson.error("Computer says no", type).toString();
        var model = model().plays(UpstreamScript.responds(status, body, Map.of("Retry-After", "33")));

        HttpReply reply = client.chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));

        assertThat(reply.header("Retry-After")).isEqualTo("33");
        if (strategy.equals("none")) {
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo(body);
        } else {
            assertThat(reply.status()).isEqualTo(expected);
            JsonNode error = OpenAiErrors.of(reply);
            assertThat(error.path("type").asText()).isEqualTo(type);
            assertThat(error.path("code").asText()).isEqualTo(type);
            assertThat(error.path("message").asText()).contains("'default'", "" + status, "Computer says no");
        }
    }

    @ParameterizedTest
    @CsvSource({"400,1", "401,1", "404,1", "500,3", "503,3"})
    void areRetriedOnlyIfTransient(int status, int calls) {
        var model = model().plays(UpstreamScript.responds(status, "{}", Map.of()));

        client.chat(Chat.ask("re2-" + model.name()));

        assertThat(model.calls()).hasSize(calls);
    }

    @ParameterizedTest(name = "{0}, stream {1}")
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true", "first_of_n,false", "first_of_n,true"})
    void ofAnUnreachableServerAre502AndNameTheUpstream(String strategy, boolean stream) {
        HttpReply reply = client
                .chat(Chat.ask(strategy + "-" + FakeUpstreamResource.UNREACHABLE_MODEL).put("stream", stream));

        assertThat(reply.status()).isEqualTo(502);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("upstream_error");
        assertThat(error.path("message").asText()).contains("'dead'", "ponder.upstreams.dead.base-url");
    }

    @ParameterizedTest(name = "{0}, stream {1}")
    @CsvSource({"none,false", "none,true", "re2,false", "re2,true", "first_of_n,false", "first_of_n,true"})
    void inAReplyOfStatus200AreErrors(String strategy, boolean stream) {
        var model = model().plays(call -> call.json(ChatJson.error("Out of memory", "server_error")));

        HttpReply reply = client.chat(Chat.ask(strategy + "-" + model.name()).put("stream", stream));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("Out of memory");
    }

    @Test
    void ofOneCandidateDegradeTheAnswer() {
        var model = model();
        var response = client.chatLater(Chat.ask("first_of_n-" + model.name()));
        model.next().completion("It is 391.");
        var failing = UpstreamScript.responds(500, "{}", Map.of());
        model.plays(failing);
        failing.play(model.next());

        HttpReply reply = response.join();

        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(reply.json().path("ponder").path("degraded").asText()).contains("1 call failed");
    }

    @Test
    void neverContainTheApiKey() {
        var model = model().plays(UpstreamScript.responds(401,
                ChatJson.error("Wrong key: " + FakeUpstreamResource.API_KEY, "invalid_request_error").toString(),
                Map.of()));

        assertThat(client.chat(Chat.ask("re2-" + model.name())).text()).contains("Wrong key")
                .doesNotContain(FakeUpstreamResource.API_KEY);
        assertThat(client.chat(Chat.ask(model.name())).text()).contains("Wrong key")
                .doesNotContain(FakeUpstreamResource.API_KEY);
    }
}
