package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Calls that do not depend on each other run in parallel, whether or not the upstream supports {@code n}. All measurements run
 * at once, since they only wait. A busy machine can only make a measurement longer, and one sequential call too many makes
 * every measurement longer, so the best of some tries counts. {@link StrategyCostTest} records the calls and the depth of all
 * strategies in virtual time.
 */
@QuarkusTest
class StrategyDepthTest extends ServerTest {

    private static final Logger LOG = Logger.getLogger(StrategyDepthTest.class);
    private static final int TRIES = 30;
    private static final Duration LATENCY = Duration.ofMillis(200);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    enum N {
        SUPPORTED, IGNORED, REJECTED
    }

    record Case(String strategy, int depth, N n) {

        Duration limit() {
            return LATENCY.multipliedBy(2 * depth + 1).dividedBy(2);
        }

        boolean votes() {
            return strategy.equals("self_consistency") || strategy.equals("majority_voting");
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> isTheNumberOfSequentialCalls() {
        Map<Case, CompletableFuture<Duration>> best = new LinkedHashMap<>();
        cases().forEach(measured -> best.put(measured, CompletableFuture.supplyAsync(() -> best(measured), threads)));
        return best.keySet().stream().map(measured -> dynamicTest(measured.toString(), () -> {
            Duration taken = best.get(measured).join();
            LOG.infof("%s: %d ms", measured, taken.toMillis());
            assertThat(taken).as("best of %d tries", TRIES)
                    .isBetween(LATENCY.multipliedBy(measured.depth()), measured.limit());
        }));
    }

    private static Stream<Case> cases() {
        return Stream.of(N.values()).flatMap(n -> Stream.of(new Case("bon", 2, n), new Case("moa", 3, n),
                new Case("self_consistency", 1, n), new Case("majority_voting", 1, n)));
    }

    /** The first request only warms up. */
    private Duration best(Case measured) {
        ask(measured);
        Duration best = ask(measured);
        for (int i = 1; i < TRIES && best.compareTo(measured.limit()) > 0; i++) {
            Duration taken = ask(measured);
            best = taken.compareTo(best) < 0 ? taken : best;
        }
        return best;
    }

    private Duration ask(Case measured) {
        FakeModel model = slow(measured);
        long start = System.nanoTime();
        HttpReply reply = client.chat(Chat.ask(measured.strategy() + "-" + model.name()));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return taken;
    }

    /** A model with a latency, which rejects requests without it. */
    private FakeModel slow(Case measured) {
        var number = new AtomicInteger();
        UpstreamScript answers = UpstreamScript
                .answers(measured.votes() ? call -> "The answer is 391." : call -> different(call, number))
                .after(LATENCY);
        return model().plays(switch (measured.n()) {
            case SUPPORTED -> answers;
            case IGNORED -> answers.ignoringN();
            case REJECTED -> answers.rejectingN();
        });
    }

    /** A verdict for a judge; otherwise texts that differ, so that no stage is skipped. */
    private static String different(FakeCall call, AtomicInteger number) {
        return call.prompt().contains("ranking")
                ? "{\"reasoning\": \"C2 is better.\", \"ranking\": [\"C2\", \"C1\", \"C3\"]}"
                : "An ode, number " + number.incrementAndGet() + ", to the sea.";
    }
}
