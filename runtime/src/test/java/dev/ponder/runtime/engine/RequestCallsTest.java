package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamFixture;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.UpstreamCalls;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

class RequestCallsTest {

    private final ScriptedUpstream upstream = ScriptedUpstream.answering("a");
    private final RequestBudget budget = new RequestBudget(new RequestLimits(1, 1000, Duration.ofMinutes(15), 1, 1),
            Instant.MAX);
    private final UsageLedger ledger = new UsageLedger(upstream.time());
    private final RequestCalls calls = new RequestCalls(
            UpstreamFixture.only(upstream, upstream.time(), new RecordingMetrics()),
            new AsyncSemaphore(1, QueuePolicy.boundless()), budget, ledger);

    /** One call at a time, and only one may be made. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallThatTheBudgetRefusesLetsTheNextOneThrough(boolean streamed) {
        BiFunction<String, UpstreamCall, Multi<?>> way = streamed
                ? (stage, call) -> calls.stream(upstream, stage(stage), call)
                : (stage, call) -> calls.complete(upstream, stage(stage), call).toMulti();
        List<AssertSubscriber<Object>> three = List.of(made(way), made(way), made(way));
        upstream.time().runUntilIdle();

        three.get(0).assertCompleted();
        three.get(1).assertFailedWith(BudgetExceeded.class);
        three.get(2).assertFailedWith(BudgetExceeded.class);
        assertThat(ledger.stages()).singleElement().hasFieldOrPropertyWithValue("calls", 1);
    }

    /** The end of an answer may be where its usage is told. */
    @Test
    void aStreamIsSettledBeforeItsEndIsHandedOn() {
        var held = ScriptedUpstream.holding();
        var told = new ArrayList<Usage>();
        var streams = new RequestCalls(UpstreamFixture.only(held, held.time(), new RecordingMetrics()),
                new AsyncSemaphore(1, QueuePolicy.boundless()), budget, ledger);
        var client = streams.stream(held, stage("answer"), UpstreamCalls.question("Why?"))
                .onItem().invoke(part -> told.add(ledger.total()))
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        held.call(0).send("a");
        held.call(0).end(FinishReason.STOP, Usage.of(7, 5));

        client.assertCompleted();
        assertThat(told).containsExactly(Usage.NONE, Usage.of(7, 5));
        assertThat(ledger.total()).isEqualTo(Usage.of(7, 5));
        assertThat(budget.remainingTokens()).isEqualTo(988);
    }

    private StageTrace stage(String name) {
        var runs = new RunRegistry(new InferenceEvents(List.of()), upstream.time(), new SplittableRandom(1));
        var request = new RequestInfo("", "m", "none", "none", "native", true);
        return runs.trace(request, List.of()).stage("none", Prompt.internal(name, Conversation.of()), "m", "a");
    }

    private static AssertSubscriber<Object> made(BiFunction<String, UpstreamCall, Multi<?>> way) {
        return way.apply("answer", UpstreamCalls.question("Why?")).onItem().castTo(Object.class)
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
