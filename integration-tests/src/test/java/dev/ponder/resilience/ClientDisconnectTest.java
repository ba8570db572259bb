package dev.ponder.resilience;

import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.Visitor;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.test.junit.QuarkusTest;

/**
 * A client that leaves takes all of its calls along, within 100 ms. A busy machine only ever adds to a time, so the best
 * of a few tries is what counts.
 */
@QuarkusTest
@Timeout(30)
class ClientDisconnectTest extends ServerTest {

    private static final Logger LOG = Logger.getLogger(ClientDisconnectTest.class);
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 5;
    private static final String CONNECTING = "ponder_upstream_calls_active{upstream=\"deaf\"}";

    /** The calls that come before are answered at once; those that are pending then are held. */
    @ParameterizedTest(name = "{0}: {3}, stream {4}")
    @CsvSource({
            "none, 0, 1, before the first byte, true",
            "none, 0, 1, before the first byte, false",
            "re2, 0, 1, before the first byte, true",
            "re2, 0, 1, before the first byte, false",
            "speaker, 0, 1, in its first stage, true",
            "speaker, 0, 1, in its first stage, false",
            "speaker, 1, 1, between two stages, true",
            "speaker, 1, 1, between two stages, false",
            "picker, 0, 2, while candidates are drawn, true",
            "picker, 0, 2, while candidates are drawn, false",
            "picker, 1, 1, while one candidate is left, true",
            "picker|re2, 0, 3, in both branches, true",
            "bon, 0, 3, while candidates are drawn, true",
            "bon, 0, 3, while candidates are drawn, false",
            "bon, 3, 2, while it judges, true",
            "bon, 3, 2, while it judges, false",
            "moa, 0, 3, while drafts are written, true",
            "moa, 0, 3, while drafts are written, false",
            "moa, 2, 1, while one draft is left, true",
            "moa, 3, 1, while the critic reads, true",
            "moa, 3, 1, while the critic reads, false",
            "moa, 4, 1, before the synthesis, true",
            "moa, 4, 1, before the synthesis, false",
            "self_consistency, 0, 5, while it votes, true",
            "self_consistency, 0, 5, while it votes, false"})
    void stopsAllCalls(String strategy, int answered, int pending, String when, boolean stream) {
        assertSoon(strategy + ", " + when, () -> leave(strategy, answered, pending, stream));
    }

    private Duration leave(String strategy, int answered, int pending, boolean stream) {
        var model = model();
        var visitor = new Visitor(server, body(strategy + "-" + model.name(), stream));
        for (int i = 0; i < answered; i++) {
            model.next().completion("An ode to the sea, number " + i);
        }
        List<FakeCall> held = next(model, pending);

        long left = visitor.leave();

        Duration taken = closed(held, left);
        assertNothingFollows(model, answered + pending);
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "re2, 0", "speaker, 1", "moa, 4", "re2|re2, 0"})
    void stopsAStreamInItsMiddle(String strategy, int answered) {
        assertSoon(strategy + ", in mid-stream", () -> leaveInTheMiddle(strategy, answered));
    }

    private Duration leaveInTheMiddle(String strategy, int answered) {
        var model = model();
        var visitor = new Visitor(server, body(strategy + "-" + model.name(), true));
        for (int i = 0; i < answered; i++) {
            model.next().completion("An ode to the sea, number " + i);
        }
        List<FakeCall> streams = next(model, strategy.contains("|") ? 2 : 1);
        streams.forEach(call -> call.begin().say("Half an "));
        visitor.read("Half an ");

        long left = visitor.leave();

        Duration taken = closed(streams, left);
        assertNothingFollows(model, answered + streams.size());
        return taken;
    }

    /** There is no call yet that a server could see; what is left of it here is gone. */
    @ParameterizedTest
    @CsvSource({"none,true", "none,false", "re2,true", "picker,false"})
    void stopsConnecting(String strategy, boolean stream) {
        var visitor = new Visitor(server, body(strategy + "-" + FakeUpstreamResource.DEAF_MODEL, stream));
        ServerMetrics.await(CONNECTING, strategy.equals("picker") ? 2 : 1);
        visitor.leave();

        ServerMetrics.await(CONNECTING, 0);
    }

    /** As soon as most candidates agree, the others have nothing left to decide. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void isNotNeededOnceTheOutcomeIsDecided(boolean stream) {
        assertSoon("self_consistency, decided", () -> decide(stream));
    }

    private Duration decide(boolean stream) {
        var model = model();
        var response = client.chatLater(body("self_consistency-" + model.name(), stream));
        List<FakeCall> calls = next(model, 5);

        long decided = System.nanoTime();
        calls.subList(0, 3).forEach(call -> call.completion("The answer is 391."));

        assertThat(response.join().content(0)).contains("391");
        return closed(calls.subList(3, 5), decided);
    }

    private static ObjectNode body(String model, boolean stream) {
        return Chat.ask(model).put("stream", stream);
    }

    private static List<FakeCall> next(FakeModel model, int calls) {
        return Stream.generate(model::next).limit(calls).toList();
    }

    private static void assertSoon(String when, Supplier<Duration> leaving) {
        List<Duration> tries = new ArrayList<>();
        while (tries.size() < TRIES && tries.stream().noneMatch(taken -> taken.compareTo(LIMIT) <= 0)) {
            tries.add(leaving.get());
        }
        LOG.infof("%s: until the upstream had seen its calls closed: %s", when, tries);
        assertThat(tries).as(when).anyMatch(taken -> taken.compareTo(LIMIT) <= 0);
    }

    /** How long it took until the upstream had seen all of them closed. */
    private static Duration closed(List<FakeCall> calls, long left) {
        return Duration.ofNanos(calls.stream().mapToLong(call -> call.closedAt(PATIENCE)).max().orElseThrow() - left);
    }

    /** A second request shows that the server has had the time for whatever the first might still have wanted. */
    private void assertNothingFollows(FakeModel model, int calls) {
        model.that(UpstreamScript.says("It is 391."));
        assertThat(client.chat(Chat.ask(model.name())).status()).isEqualTo(200);
        assertThat(model.calls()).hasSize(calls + 1);
    }
}
