package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.testing.Requests;
import dev.ponder.testing.UpstreamCalls;

class OpenAiCompletionTest {

    private static final String REPLY = "{'choices': [{'message': {'content': 'four'}, 'finish_reason': 'stop'}],"
            + " 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}";

    private static Completion complete(ModelServer server) {
        return server.upstream().complete(UpstreamCalls.of(Requests.parametrised())).await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void aCallIsOnePost() {
        try (var server = ModelServer.replying(200, "application/json", REPLY)) {
            Completion reply = complete(server);

            assertThat(reply.choices().get(0).text()).isEqualTo("four");
            assertThat(reply.usage()).isEqualTo(Usage.of(3, 1));
            assertThat(server.exchanges()).singleElement().satisfies(exchange -> {
                assertThat(exchange.request().method().name()).isEqualTo("POST");
                assertThat(exchange.request().path()).isEqualTo("/v1/chat/completions");
                assertThat(exchange.request().getHeader("Authorization")).isEqualTo("Bearer " + Fixtures.KEY);
                assertThat(exchange.request().getHeader("Content-Type")).isEqualTo("application/json");
                assertThat(exchange.json().path("max_tokens").asInt()).isEqualTo(777);
            });
        }
    }

    @Test
    void anErrorStatusIsAnErrorWithWhatTheServerSays() {
        try (var server = ModelServer.replying(429, "application/json", "{'error': {'message': 'slow down'}}")) {
            assertThatThrownBy(() -> complete(server)).isInstanceOf(UpstreamException.class)
                    .hasMessageContaining("slow down").hasFieldOrPropertyWithValue("fault", Fault.RATE_LIMITED);
        }
    }

    @Test
    void anErrorInsideAnAcceptedReplyIsAnError() {
        try (var server = ModelServer.replying(200, "application/json", "{'error': {'message': 'no GPU'}}")) {
            assertThatThrownBy(() -> complete(server)).hasMessageContaining("no GPU");
        }
    }

    @Test
    void aPageIsNoAnswer() {
        try (var server = ModelServer.replying(200, "text/html", "<html>Welcome to nginx</html>")) {
            assertThatThrownBy(() -> complete(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED)
                    .hasMessageContaining("ponder.upstreams.local.base-url");
        }
    }

    @Test
    void aConnectionThatClosesIsUnreachable() {
        try (var server = ModelServer.replying(request -> request.connection().close())) {
            assertThatThrownBy(() -> complete(server)).hasFieldOrPropertyWithValue("fault", Fault.UNREACHABLE);
        }
    }

    @Test
    void aReplyThatEndsEarlyIsTruncated() {
        try (var server = ModelServer.replying(request -> request.response().putHeader("Content-Length", "100")
                .write("{\"choices\"").onComplete(written -> request.connection().close()))) {
            assertThatThrownBy(() -> complete(server)).hasFieldOrPropertyWithValue("fault", Fault.TRUNCATED)
                    .hasMessageContaining("during its response");
        }
    }

    @Test
    void nobodyAtThePortIsUnreachable() {
        var server = ModelServer.replying(request -> {
        });
        var upstream = server.upstream();
        server.close();

        assertThatThrownBy(
                () -> upstream.complete(UpstreamCalls.question("Why?")).await().atMost(Duration.ofSeconds(20)))
                .isInstanceOf(Exception.class);
    }

    @Test
    void modelsAreListedAsTheServerDescribesThem() {
        String models = "{'data': [{'id': 'a', 'owned_by': 'me'}, {'no': 'id'}, 7, {'id': 'b'}]}";
        try (var server = ModelServer.replying(200, "application/json", models)) {
            var listed = server.upstream().models().await().atMost(Duration.ofSeconds(20));

            assertThat(listed).extracting(ObjectNode::toString)
                    .containsExactly("{\"id\":\"a\",\"owned_by\":\"me\"}", "{\"id\":\"b\"}");
            assertThat(server.exchanges().get(0).request().path()).isEqualTo("/v1/models");
        }
    }

    private static final String EVENTS = """
            data: {"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}}]}

            data: {"choices": [{"index": 0, "delta": {"reasoning_content": "2+2", "content": "fo"}}]}

            data: {"choices": [{"index": 0, "delta": {"content": "ur"}, "finish_reason": "length"}]}

            data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}}

            data: [DONE]

            """;

    @Test
    void eventsInsteadOfWholeReplyAreAssembled() {
        try (var server = ModelServer.replying(200, "text/event-stream", EVENTS)) {
            Completion reply = complete(server);

            assertThat(reply.choices()).singleElement().satisfies(answer -> {
                assertThat(answer.text()).isEqualTo("four");
                assertThat(answer.reasoning()).isEqualTo("2+2");
                assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
            });
            assertThat(reply.usage()).isEqualTo(Usage.of(3, 1));
            assertThat(server.exchanges().get(0).json().get("stream").booleanValue()).isFalse();
        }
    }

    @Test
    void aModelThatOnlyStreamsIsAskedForStream() {
        try (var server = ModelServer.replying(200, "text/event-stream; charset=utf-8", EVENTS)) {
            var call = UpstreamCalls.of(Requests.parametrised()).withChoices(3)
                    .withForm(CallForm.DEFAULT.without(CallForm.STREAM));
            Completion reply = server.upstream().complete(call).await().atMost(Duration.ofSeconds(20));

            assertThat(reply.choices()).extracting(Answer::text).containsExactly("four");
            assertThat(server.exchanges().get(0).json().get("stream").booleanValue()).isTrue();
            assertThat(server.exchanges().get(0).json().has("n")).isFalse();
        }
    }

    @Test
    void aModelThatOnlyStreamsMayReplyWhole() {
        try (var server = ModelServer.replying(200, "application/json", REPLY)) {
            var call = UpstreamCalls.of(Requests.parametrised()).withForm(CallForm.DEFAULT.without(CallForm.STREAM));
            Completion reply = server.upstream().complete(call).await().atMost(Duration.ofSeconds(20));

            assertThat(reply.choices().get(0).text()).isEqualTo("four");
            assertThat(reply.usage()).isEqualTo(Usage.of(3, 1));
        }
    }

    @Test
    void eventsThatEndEarlyAreTruncated() {
        String cut = EVENTS.substring(0,
                EVENTS.indexOf("data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"ur"));
        try (var server = ModelServer.replying(200, "text/event-stream", cut)) {
            assertThatThrownBy(() -> complete(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
        }
    }

    @Test
    void anErrorInTheEventsIsAnError() {
        try (var server = ModelServer.replying(200, "text/event-stream",
                "data: {'error': {'message': 'no GPU'}}\n\n")) {
            assertThatThrownBy(() -> complete(server)).hasMessageContaining("no GPU");
        }
    }
}
