package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.UpstreamCalls;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.buffer.Buffer;

/** Two upstreams that claim the same model; the first one fails. */
class UpstreamClusterTest {

    private static final UpstreamCall CALL = UpstreamCalls.question("Why?");
    private static final StreamEvent HELLO = new StreamEvent.Part(new AnswerPart.Text("Hello"));
    private static final Endpoint CHAT = new Endpoint("/chat/completions", "chat completions");
    private static final Endpoint RERANK = new Endpoint("/rerank", "rerank");
    private static final RelayCall RELAY = new RelayCall(CHAT, "m", Buffer.buffer("{}"), true, false,
            false, TimeoutOverrides.NONE);

    private final List<String> asked = new ArrayList<>();

    /** An upstream that does one thing with calls of any form. */
    private record Doing(String name, List<String> asked, Uni<Completion> whole, Multi<StreamEvent> stream,
            Multi<RelayPart> relay) implements Upstream {

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return whole.onSubscription().invoke(() -> asked.add(name));
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return stream.onSubscription().invoke(() -> asked.add(name));
        }

        @Override
        public boolean relays(Endpoint endpoint) {
            return endpoint == CHAT || name.equals("b") && endpoint == RERANK;
        }

        @Override
        public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
            return RelayPart.playing(relay.onSubscription().invoke(() -> asked.add(name)), receiver);
        }

        @Override
        public Uni<List<ObjectNode>> models() {
            return Uni.createFrom().item(List.of());
        }
    }

    private Upstream failing(Throwable failure) {
        return new Doing("a", asked, Uni.createFrom().failure(failure), Multi.createFrom().failure(failure),
                Multi.createFrom().failure(failure));
    }

    private Upstream answering() {
        return new Doing("b", asked,
                Uni.createFrom().item(new Completion(List.of(Answer.of("Hello", FinishReason.STOP)), Usage.NONE)),
                Multi.createFrom().item(HELLO), relay(200));
    }

    private static Multi<RelayPart> relay(int status) {
        return Multi.createFrom().items(new RelayPart.Head(status, Map.of()), new RelayPart.Bytes(Buffer.buffer("x")));
    }

    private <T> T group(Upstream first, Upstream second, Function<Upstream, T> call) {
        var registry = UpstreamFixture.registry(new VirtualTime(), new RecordingMetrics(),
                UpstreamFixture.route(first, List.of("m"), false), UpstreamFixture.route(second, List.of("m"), false));
        var group = registry.forModel("m").subscribe().withSubscriber(UniAssertSubscriber.create()).getItem();
        assertThat(group.name()).isEqualTo("a+b");
        return call.apply(group);
    }

    private AssertSubscriber<StreamEvent> stream(Upstream first, Upstream second) {
        return group(first, second, group -> group.stream(CALL)).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static UpstreamException fault(Fault fault) {
        return UpstreamException.of(fault, fault.name(), null);
    }

    @ParameterizedTest
    @EnumSource
    void anotherIsAskedWhereTheFaultIsTheFirstOnesOwn(Fault fault) {
        var whole = group(failing(fault(fault)), answering(), group -> group.complete(CALL)).subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        var streamed = stream(failing(fault(fault)), answering());

        if (fault.isClientError()) {
            whole.assertFailedWith(UpstreamException.class, fault.name());
            streamed.assertFailedWith(UpstreamException.class, fault.name());
            assertThat(asked).containsExactly("a", "a");
        } else {
            assertThat(whole.getItem().choices().get(0).text()).isEqualTo("Hello");
            streamed.assertItems(HELLO).assertCompleted();
            assertThat(asked).containsExactly("a", "b", "a", "b");
        }
    }

    @Test
    void anotherIsAskedWhereTheFirstHasNoTurnLeft() {
        stream(failing(new Overloaded("full", 1)), answering()).assertItems(HELLO).assertCompleted();
    }

    @Test
    void nobodyElseIsAskedOnceTheAnswerHasBegun() {
        var breaking = new Doing("a", asked, Uni.createFrom().nothing(), Multi.createBy().concatenating()
                .streams(Multi.createFrom().item(HELLO), Multi.createFrom().failure(fault(Fault.UNREACHABLE))),
                Multi.createFrom().empty());

        stream(breaking, answering()).assertItems(HELLO).assertFailedWith(UpstreamException.class, "UNREACHABLE");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void theLastFailureIsTheGroups() {
        stream(failing(fault(Fault.UNREACHABLE)), new Renamed("b", failing(fault(Fault.TIMEOUT))))
                .assertFailedWith(UpstreamException.class, "TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aRelayIsNotRefusedWhileAnotherMayDo(int status) {
        var refusing = new Doing("a", asked, Uni.createFrom().nothing(), Multi.createFrom().empty(), relay(status));

        var parts = group(refusing, answering(), group -> RelayPart.of(group, RELAY, Runnable::run)).collect().asList()
                .await().indefinitely();
        assertThat(parts.get(0)).isEqualTo(new RelayPart.Head(200, Map.of()));
        assertThat(parts).hasSize(2);
    }

    @Test
    void whatARelayReportsOfTokensIsCounted() {
        var metrics = new RecordingMetrics();
        var reporting = new Doing("a", asked, Uni.createFrom().nothing(), Multi.createFrom().empty(),
                Multi.createBy().concatenating().streams(relay(200), Multi.createFrom()
                        .item(new RelayPart.Used(Usage.of(3, 1)))));
        RelayPart.of(UpstreamFixture.only(reporting, new VirtualTime(), metrics).forModel("m").await().indefinitely(),
                RELAY, Runnable::run).collect().asList().await().indefinitely();

        assertThat(metrics.events()).containsExactly("tokens a 4", "call a ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void whatTheRequestIsToBlameForIsRelayed(int status) {
        var refusing = new Doing("a", asked, Uni.createFrom().nothing(), Multi.createFrom().empty(), relay(status));

        var parts = group(refusing, answering(), group -> RelayPart.of(group, RELAY, Runnable::run)).collect().asList()
                .await().indefinitely();
        assertThat(parts.get(0)).isEqualTo(new RelayPart.Head(status, Map.of()));
        assertThat(asked).containsExactly("a");
    }

    @Test
    void theLastRefusalIsRelayedAsItIs() {
        var a = new Doing("a", asked, Uni.createFrom().nothing(), Multi.createFrom().empty(), relay(500));
        var b = new Doing("b", asked, Uni.createFrom().nothing(), Multi.createFrom().empty(), relay(503));

        var parts = group(a, b, group -> RelayPart.of(group, RELAY, Runnable::run)).collect().asList().await()
                .indefinitely();
        assertThat(parts.get(0)).isEqualTo(new RelayPart.Head(503, Map.of()));
    }

    @Test
    void theGroupHandsOnWhatAllOfThemDo() {
        assertThat(this.<Boolean>group(failing(fault(Fault.FAILED)), answering(), group -> group.relays(CHAT)))
                .isTrue();
        assertThat(this.<Boolean>group(failing(fault(Fault.FAILED)), answering(), group -> group.relays(RERANK)))
                .isFalse();
    }
}
