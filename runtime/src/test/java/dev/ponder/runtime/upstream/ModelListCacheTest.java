package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

class ModelListCacheTest {

    private final VirtualTime time = new VirtualTime();
    private final ModelListCache catalogue = new ModelListCache(time, time);
    private final AtomicInteger asked = new AtomicInteger();
    private boolean broken;

    /** Counts how often it is asked for its models. */
    private final class Counting implements Upstream {

        private final Upstream rest = ScriptedUpstream.answering("");

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return rest.complete(call);
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return rest.stream(call);
        }

        @Override
        public Uni<List<ObjectNode>> models() {
            return Uni.createFrom().deferred(() -> {
                asked.incrementAndGet();
                return broken
                        ? Uni.createFrom().failure(UpstreamException.of(Fault.UNREACHABLE, "down", null))
                        : Uni.createFrom().item(List.of(JsonNodeFactory.instance.objectNode().put("id", "m")));
            });
        }
    }

    /** Lists when a test lets it. */
    private record Listing(Uni<List<ObjectNode>> models) implements Upstream {

        @Override
        public String name() {
            return "listing";
        }

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return Uni.createFrom().nothing();
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return Multi.createFrom().nothing();
        }

    }

    private final Upstream upstream = new Counting();

    private boolean lists(String model) {
        return catalogue.lists(upstream, model).await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void aListIsRememberedForFiveMinutes() {
        assertThat(lists("m")).isTrue();
        assertThat(lists("other")).isFalse();
        time.advance(Duration.ofSeconds(299));
        lists("m");
        assertThat(asked).hasValue(1);

        time.advance(Duration.ofSeconds(2));
        lists("m");
        assertThat(asked).hasValue(2);
    }

    @Test
    void anUpstreamThatCannotListIsAskedAgainSoon() {
        broken = true;
        assertThat(lists("m")).isFalse();
        time.advance(Duration.ofSeconds(9));
        lists("m");
        assertThat(asked).hasValue(1);

        broken = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(lists("m")).isTrue();
    }

    /** Two requests on two event loops want the same list; what one of them brings, the other takes home. */
    @Test
    void whoWaitsWithOthersGoesOnAtHome() {
        Vertx vertx = Vertx.vertx();
        try {
            Context first = ((VertxInternal) vertx).createEventLoopContext();
            Context second = ((VertxInternal) vertx).createEventLoopContext();
            var listing = new CompletableFuture<Runnable>();
            var places = List.of(new CompletableFuture<Context>(), new CompletableFuture<Context>());
            Upstream held = new Listing(Uni.createFrom()
                    .emitter(emitter -> listing.complete(() -> emitter.complete(List.of()))));
            first.runOnContext(go -> catalogue.of(held).subscribe()
                    .with(models -> places.get(0).complete(vertx.getOrCreateContext())));
            listing.join();
            var waits = new CompletableFuture<Boolean>();
            second.runOnContext(go -> {
                catalogue.of(held).subscribe().with(models -> places.get(1).complete(vertx.getOrCreateContext()));
                waits.complete(true);
            });
            waits.join();
            first.runOnContext(go -> listing.join().run());

            assertThat(places.get(0).orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(first);
            assertThat(places.get(1).orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(second);
        } finally {
            vertx.close();
        }
    }
}
