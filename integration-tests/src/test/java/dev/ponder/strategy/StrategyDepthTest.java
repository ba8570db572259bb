package dev.ponder.strategy;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;

/**
 * Calls that do not wait for each other run at once, whatever the upstream makes of {@code n}. A busy machine only ever
 * adds to a time, and one call too many in sequence adds to every one: so the best of a few tries is what counts.
 */
@QuarkusTest
class StrategyDepthTest extends ServerTest {

    private static final Logger LOG = Logger.getLogger(StrategyDepthTest.class);
    private static final int TRIES = 5;
    private static final Duration LATENCY = Duration.ofMillis(200);

    private final AtomicInteger said = new AtomicInteger();

    enum N {
        HONOURED, IGNORED, REFUSED
    }

    static Stream<Arguments> strategies() {
        return Stream.of(N.values()).flatMap(n -> Stream.of(
                Arguments.of("bon", 2, n), Arguments.of("moa", 3, n), Arguments.of("self_consistency", 1, n),
                Arguments.of("majority_voting", 1, n)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void isWhatTheClockShows(String strategy, int depth, N n) {
        Duration limit = LATENCY.multipliedBy(2 * depth + 1).dividedBy(2);
        ask(strategy, slow(n, votes(strategy)));

        Duration best = Stream.generate(() -> ask(strategy, slow(n, votes(strategy)))).limit(TRIES)
                .filter(taken -> taken.compareTo(limit) <= 0).findFirst().orElse(Duration.ZERO);

        LOG.infof("%s, n %s: %d ms", strategy, n, best.toMillis());
        assertThat(best).as("no try was within %s", limit).isBetween(LATENCY.multipliedBy(depth), limit);
    }

    private Duration ask(String strategy, FakeModel model) {
        long start = System.nanoTime();
        HttpReply reply = client.chat(Chat.ask(strategy + "-" + model.name()));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return taken;
    }

    /** A server that looks at a request before it computes: what it refuses, it refuses at once. */
    private FakeModel slow(N n, boolean votes) {
        UpstreamScript answers = UpstreamScript.says(votes ? call -> "The answer is 391." : this::different).after(LATENCY);
        return model().that(switch (n) {
            case HONOURED -> answers;
            case IGNORED -> answers.ignoringN();
            case REFUSED -> answers.refusingN();
        });
    }

    private static boolean votes(String strategy) {
        return strategy.equals("self_consistency") || strategy.equals("majority_voting");
    }

    /** Texts that do not agree, so that no stage can be left out; to a judge, a verdict. */
    private String different(FakeCall call) {
        return call.prompt().contains("ranking")
                ? "{\"reasoning\": \"C2 is better.\", \"ranking\": [\"C2\", \"C1\", \"C3\"]}"
                : "An ode, number " + said.incrementAndGet() + ", to the sea.";
    }
}
