package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Uni;

class PonderMetadataTest {

    /** Samples two answers and cannot choose between them. */
    @Strategy(id = "undecided", title = "Undecided")
    private static class Undecided implements InferenceStrategy.Buffered {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(2, 1);
        }

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.sample(Prompt.inheriting("sample", inference.request()), 2).map(Candidate::answer)
                    .collect().asList().map(answers -> {
                        inference.report(new Finding.Degraded("sample", "no two answers agree"));
                        inference.report(new Finding.Degraded("sample", "no two answers agree"));
                        inference.report(new Finding.Degraded("judge", "no verdict"));
                        return answers.get(0);
                    });
        }
    }

    private static HarnessRun run(ScriptedUpstream upstream, boolean streamed) {
        StrategyHarness harness = StrategyHarness.of(Undecided::new).upstream(upstream);
        return streamed
                ? harness.runStreamed(Requests.question("Why?"))
                : harness.run(Requests.question("Why?"));
    }

    private static JsonNode metadata(HarnessRun run) {
        run.answer();
        return PonderMetadata.of(run.run());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void degradedListsEachReasonOnceAfterTheStrategy(boolean streamed) {
        HarnessRun run = run(ScriptedUpstream.answering("A"), streamed);

        assertThat(metadata(run).path("degraded").textValue())
                .isEqualTo("undecided: no two answers agree; undecided: no verdict");
        assertThat(run.degraded()).isEqualTo(List.of("undecided: no two answers agree", "undecided: no verdict"));
    }

    @Test
    void degradedBeginsWithTheNumberOfLostCalls() {
        HarnessRun run = run(ScriptedUpstream.replying((call, number) -> number == 0
                ? ScriptedReply.failing(Fault.MALFORMED)
                : ScriptedReply.text("A")), false);

        assertThat(metadata(run).path("degraded").textValue())
                .startsWith("1 call failed and were not needed; undecided: no two");
    }

    @Test
    void degradedIsMissingWhenNothingIsReported() {
        HarnessRun run = StrategyHarness.of(Single::new).run(Requests.question("Why?"));

        assertThat(metadata(run).has("degraded")).isFalse();
    }

    @Strategy(id = "single", title = "Single")
    private static class Single implements InferenceStrategy.Buffered {

        @Override
        public Uni<Answer> answer(Inference inference) {
            return inference.ask(Prompt.inheriting("answer", inference.request()));
        }
    }
}
