package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.UpstreamCalls;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Each limit has a fault and names its knob. The server is real, the time is not. */
@Timeout(60)
class OpenAiTimeoutsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HELLO = "data: {\"choices\": [{\"delta\": {\"content\": \"Hello\"}}]}\n\n";
    private final VirtualTime time = new VirtualTime();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private void holding(HttpServerRequest request) {
        request.connection().closeHandler(gone -> closed.countDown());
        arrived.countDown();
    }

    private void assertClosed() throws InterruptedException {
        assertThat(closed.await(20, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    }

    /** The timer is running only after the reader has asked for more, which its event loop does after it delivered an item. */
    private void advanceUntilItFails(AssertSubscriber<?> reader) {
        while (reader.getFailure() == null) {
            time.advance(Duration.ofSeconds(60));
            Thread.onSpinWait();
        }
    }

    @Test
    void aCallThatTakesTooLong() throws InterruptedException {
        try (var server = ModelServer.replying(this::holding)) {
            var waiter = server.upstream(time).complete(UpstreamCalls.question("Hi")).subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            arrived.await();
            time.advance(Duration.ofSeconds(599));
            waiter.assertNotTerminated();
            time.advance(Duration.ofSeconds(1));

            assertThat(waiter.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.TIMEOUT)
                    .hasMessageContaining("ponder.upstreams.local.timeouts.total");
            assertClosed();
        }
    }

    @Test
    void aStreamThatDoesNotBegin() throws InterruptedException {
        try (var server = ModelServer.replying(this::holding)) {
            var waiter = server.upstream(time).stream(UpstreamCalls.question("Hi")).subscribe()
                    .withSubscriber(AssertSubscriber.create(1));
            arrived.await();
            time.advance(Duration.ofSeconds(60));

            assertThat(waiter.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.TIMEOUT)
                    .hasMessageContaining("ponder.upstreams.local.timeouts.first-byte");
            assertClosed();
        }
    }

    /** Signs of life are no answer, however many there are. */
    @Test
    void aStreamOfSignsOfLife() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            HttpServerResponse response = ModelServer.stream(request);
            response.write(HELLO);
            for (int i = 0; i < 100; i++) {
                response.write(": wait\n\n");
            }
            holding(request);
        })) {
            var reader = server.upstream(time).stream(UpstreamCalls.question("Hi"))
                    .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)).awaitItems(1, PATIENCE);
            arrived.await();
            advanceUntilItFails(reader);

            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.STALLED);
            assertClosed();
        }
    }

    @Test
    void aRefusalThatNeverEnds() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            request.response().setStatusCode(401).setChunked(true).write("{\"error\"");
            holding(request);
        })) {
            var reader = server.upstream(time).stream(UpstreamCalls.question("Hi"))
                    .subscribe().withSubscriber(AssertSubscriber.create(1));
            arrived.await();
            while (time.waiting() < 2) {
                Thread.onSpinWait();
            }
            time.advance(Duration.ofSeconds(10));

            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.UNAUTHENTICATED);
            assertClosed();
        }
    }

    @Test
    void aRequestsOwnLimits() throws InterruptedException {
        var limits = new TimeoutOverrides(Optional.empty(), Optional.of(Duration.ofSeconds(1)), Optional.empty(),
                Optional.of(Duration.ofSeconds(2)));
        try (var server = ModelServer.replying(this::holding)) {
            UpstreamCall call = UpstreamCalls.question("Hi").within(limits);
            var reader = server.upstream(time).stream(call).subscribe().withSubscriber(AssertSubscriber.create(1));
            var waiter = server.upstream(time).complete(call).subscribe()
                    .withSubscriber(UniAssertSubscriber.create());
            arrived.await();
            time.advance(Duration.ofSeconds(1));
            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("code", "first_byte_timeout");
            waiter.assertNotTerminated();
            time.advance(Duration.ofSeconds(1));
            assertThat(waiter.getFailure()).hasFieldOrPropertyWithValue("code", "call_timeout");
        }
    }

    @Test
    void aStreamThatFallsSilent() throws InterruptedException {
        try (var server = ModelServer.replying(request -> {
            ModelServer.stream(request).write(HELLO);
            holding(request);
        })) {
            var reader = server.upstream(time).stream(UpstreamCalls.question("Hi"))
                    .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)).awaitItems(1, PATIENCE);
            advanceUntilItFails(reader);

            assertThat(reader.getFailure()).hasFieldOrPropertyWithValue("fault", Fault.STALLED)
                    .hasMessageContaining("ponder.upstreams.local.timeouts.gap");
            assertClosed();
        }
    }
}
