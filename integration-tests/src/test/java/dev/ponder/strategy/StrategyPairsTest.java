package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.ponder.api.Answer;
import dev.ponder.support.strategies.ClassPathStrategies;
import dev.ponder.support.strategies.ClassPathStrategies.Found;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/**
 * Every two strategies on the class path work together, one after the other ({@code a&b}). Side by side ({@code a|b}) they share
 * nothing but limits, so each one is paired with its next neighbours only.
 */
class StrategyPairsTest {

    private static final StrategyContract PLAUSIBLE_MODEL = new StrategyContract() {

        @Override
        public StrategyHarness harness() {
            throw new UnsupportedOperationException("only its replies are used");
        }
    };

    private static final int NEIGHBOURS = 4;
    /** On all cores: the pairs do not influence each other. */
    private static final ExecutorService THREADS = Executors
            .newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicNode> pairs() {
        List<Found> all = ClassPathStrategies.all();
        // Mutiny's first use is not thread-safe
        inSequence(all.get(0), all.get(1), false);
        return all.stream().map(first -> {
            List<DynamicTest> pairs = all.stream().filter(second -> !second.equals(first)).map(second -> {
                Future<?> checked = THREADS
                        .submit(() -> check(first, second, all.indexOf(second) - all.indexOf(first)));
                return dynamicTest(second.id(), () -> result(checked));
            }).toList();
            return dynamicContainer(first.id(), pairs);
        });
    }

    private static void check(Found first, Found second, int distance) {
        inSequence(first, second, false);
        if (Math.abs(distance) == 1) {
            inSequence(first, second, true);
        }
        if (distance > 0 && distance <= NEIGHBOURS) {
            inParallel(first, second);
        }
    }

    private static void result(Future<?> checked) throws Throwable {
        try {
            checked.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /**
     * Both strategies keep their cost, and the answer is that of the second one. Its kind determines how it streams, so each
     * strategy is streamed with its neighbours only. */
    private static void inSequence(Found first, Found second, boolean streamed) {
        StrategyHarness harness = both(first, second).expression(first + "&" + second);
        HarnessRun run = run(harness, streamed);

        assertThat(run.failure()).as("%s&%s", first, second).isNull();
        assertThat(run.answer().text()).as("%s&%s", first, second).isNotBlank();
        assertThat(harness.upstream().acceptedCalls())
                .hasSizeLessThanOrEqualTo(first.harness().cost().calls() + second.harness().cost().calls());
    }

    /** The response has a choice of each strategy. */
    private static void inParallel(Found first, Found second) {
        StrategyHarness harness = both(first, second).expression(first + "|" + second);
        HarnessRun run = run(harness, false);

        assertThat(run.failure()).as("%s|%s", first, second).isNull();
        assertThat(Stream.of(run.choice(0), run.choice(1)).map(Answer::text)).as("%s|%s", first, second)
                .allMatch(text -> !text.isBlank());
        assertThat(harness.upstream().acceptedCalls())
                .hasSizeLessThanOrEqualTo(first.harness().cost().calls() + second.harness().cost().calls());
    }

    private static HarnessRun run(StrategyHarness harness, boolean streamed) {
        return streamed
                ? harness.runStreamed(Requests.question("What is 6 times 7?"))
                : harness.run(Requests.question("What is 6 times 7?"));
    }

    private static StrategyHarness both(Found first, Found second) {
        return second.addedTo(first.harness()).with("ponder.limits.max-calls", "10000")
                .with("ponder.limits.max-parallel-calls", "1000")
                .upstream(ScriptedUpstream.replying(PLAUSIBLE_MODEL::reply));
    }
}
