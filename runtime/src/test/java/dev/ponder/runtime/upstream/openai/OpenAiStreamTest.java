package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.testing.UpstreamCalls;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.http.HttpConnection;

class OpenAiStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HELLO = "data: {'choices': [{'index': 0, 'delta': {'content': 'Hello'}}]}\n\n";
    private static final String STOP = "data: {'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}\n\n";
    private static final String USAGE = "data: {'choices': [],"
            + " 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private static AssertSubscriber<StreamEvent> stream(ModelServer server) {
        return server.upstream().stream(UpstreamCalls.question("Hi"))
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static List<StreamEvent> events(ModelServer server) {
        return stream(server).awaitCompletion(PATIENCE).getItems();
    }

    private static UpstreamException failure(ModelServer server) {
        return (UpstreamException) stream(server).awaitFailure(PATIENCE).getFailure();
    }

    @Test
    void eventsAreReadAsTheyCome() {
        try (var server = ModelServer.streaming(HELLO, ": keep-alive\n\n", STOP, USAGE, DONE)) {
            assertThat(events(server)).containsExactly(new StreamEvent.Part(new AnswerPart.Text("Hello")),
                    new StreamEvent.Used(Usage.of(3, 1)),
                    new StreamEvent.Part(new AnswerPart.Finish(FinishReason.STOP)));
            assertThat(server.exchanges().get(0).json().at("/stream_options/include_usage").asBoolean()).isTrue();
        }
    }

    @Test
    void aMissingLastBlankLineIsForgiven() {
        try (var server = ModelServer.streaming(HELLO, STOP, "data: [DONE]")) {
            assertThat(Fixtures.together(events(server)).text()).isEqualTo("Hello");
        }
    }

    @Test
    void aServerThatDoesNotStreamIsReadWhole() {
        String reply = "{'choices': [{'message': {'content': 'Hello'}, 'finish_reason': 'length'}],"
                + " 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}";
        try (var server = ModelServer.replying(200, "application/json; charset=utf-8", reply)) {
            List<StreamEvent> events = events(server);

            assertThat(events).contains(new StreamEvent.Used(Usage.of(3, 1)));
            assertThat(Fixtures.together(events)).extracting("text", "finishReason").containsExactly("Hello",
                    FinishReason.LENGTH);
        }
    }

    @Test
    void aCleanEndWithoutFinishIsCut() {
        try (var server = ModelServer.streaming(HELLO)) {
            assertThat(failure(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED)
                    .hasMessageContaining("cut");
        }
    }

    @Test
    void aConnectionThatBreaksTruncatesTheStream() {
        var connection = new CompletableFuture<HttpConnection>();
        try (var server = ModelServer.replying(request -> {
            ModelServer.stream(request).write(HELLO.replace('\'', '"'));
            connection.complete(request.connection());
        })) {
            var reader = stream(server).awaitItems(1, PATIENCE);
            connection.join().close();

            assertThat(reader.awaitFailure(PATIENCE).getFailure()).hasFieldOrPropertyWithValue("fault",
                    Fault.TRUNCATED);
            assertThat(reader.getItems()).containsExactly(new StreamEvent.Part(new AnswerPart.Text("Hello")));
        }
    }

    @Test
    void anErrorStatusFailsTheOpening() {
        try (var server = ModelServer.replying(503, "application/json", "{'error': {'message': 'loading model'}}")) {
            var opening = stream(server).awaitFailure(PATIENCE);

            assertThat(opening.getFailure()).hasMessageContaining("loading model")
                    .hasFieldOrPropertyWithValue("fault", Fault.FAILED);
        }
    }

    /** Whoever is refused is told so, whatever becomes of the words. */
    @Test
    void aRefusalThatBreaksOffIsThatRefusal() {
        try (var server = ModelServer.replying(request -> request.response().setStatusCode(401).setChunked(true)
                .write("{\"error\"").onComplete(written -> request.connection().close()))) {
            assertThat(failure(server)).hasFieldOrPropertyWithValue("fault", Fault.UNAUTHENTICATED);
        }
    }

    @Test
    void anErrorInsideAnAcceptedStreamIsAnError() {
        try (var server = ModelServer.streaming("data: {'error': {'message': 'too long', 'code': 400}}\n\n", DONE)) {
            assertThat(failure(server)).hasMessageContaining("too long").hasFieldOrPropertyWithValue("fault",
                    Fault.BAD_REQUEST);
        }
        try (var server = ModelServer.replying(200, "application/json", "{'error': 'too long'}")) {
            assertThat(failure(server)).hasMessageContaining("too long");
        }
    }

    @Test
    void aPageInPlaceOfStreamIsNoAnswer() {
        try (var server = ModelServer.replying(200, "text/html", "<html>Welcome</html>")) {
            assertThat(failure(server)).hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
        }
    }
}
