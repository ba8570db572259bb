package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.testing.UpstreamCalls;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Cancelling closes the connection, so that the server stops generating. */
class OpenAiCancellationTest {

    private static final String HELLO = "data: {\"choices\": [{\"delta\": {\"content\": \"Hello\"}}]}\n\n";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private void holding(HttpServerRequest request) {
        request.connection().closeHandler(gone -> closed.countDown());
        arrived.countDown();
    }

    /** Where a client's departure is noticed. */
    private void cancel(ModelServer server, Runnable subscriber) throws InterruptedException {
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        server.onEventLoop(() -> {
            subscriber.run();
            return true;
        });

        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    }

    @Test
    void beforeTheResponse() throws InterruptedException {
        try (var server = ModelServer.replying(this::holding)) {
            var waiter = server.onEventLoop(() -> server.upstream().complete(UpstreamCalls.question("Hi")).subscribe()
                    .withSubscriber(UniAssertSubscriber.create()));

            cancel(server, waiter::cancel);
        }
    }

    /** The head may be on its way to somebody who has left: nobody reads its body then. */
    @Test
    void betweenHeadAndBody() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            request.response().putHeader("Content-Length", "1000").write("{\"choices\"");
            holding(request);
        })) {
            var waiter = server.onEventLoop(() -> server.transport()
                    .send(new OpenAiTransport.Request(HttpMethod.GET, "/models", null, Duration.ZERO, false,
                            Map.of()))
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create()));

            waiter.awaitItem(PATIENCE);
            cancel(server, waiter::cancel);
        }
    }

    @Test
    void inTheMiddleOfBody() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            request.response().putHeader("Content-Length", "1000").write("{\"choices\"");
            holding(request);
        })) {
            var waiter = server.onEventLoop(() -> server.upstream().complete(UpstreamCalls.question("Hi")).subscribe()
                    .withSubscriber(UniAssertSubscriber.create()));

            cancel(server, waiter::cancel);
        }
    }

    @Test
    void beforeTheStreamIsOpened() throws InterruptedException {
        try (var server = ModelServer.replying(this::holding)) {
            var waiter = server.onEventLoop(() -> server.upstream().stream(UpstreamCalls.question("Hi")).subscribe()
                    .withSubscriber(AssertSubscriber.create(1)));

            cancel(server, waiter::cancel);
        }
    }

    @Test
    void inMidStream() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            ModelServer.stream(request).write(HELLO);
            holding(request);
        })) {
            AssertSubscriber<StreamEvent> reader = server.onEventLoop(() -> server.upstream()
                    .stream(UpstreamCalls.question("Hi"))
                    .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)));
            reader.awaitItems(1, PATIENCE);

            cancel(server, reader::cancel);
        }
    }

    @Test
    void inTheMiddleOfRelay() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            ModelServer.stream(request).write(HELLO);
            holding(request);
        })) {
            AssertSubscriber<RelayPart> reader = server.onEventLoop(() -> server
                    .relay(new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m",
                            Buffer.buffer("{}"), true, false, false, TimeoutOverrides.NONE))
                    .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)));
            reader.awaitItems(1, PATIENCE);

            cancel(server, reader::cancel);
        }
    }
}
