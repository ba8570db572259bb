package dev.ponder.strategies.bon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

class BestOfNLogprobTest {

    @Test
    void prefersTheHighestMeanAndNotTheHighestSum() {
        StrategyHarness harness = harness(sure("brief", -0.9), sure("longer but surer", -0.2, -0.3, -0.2, -0.4));

        assertThat(harness.ask("Write").text()).isEqualTo("longer but surer");
        assertThat(harness.upstream().calls()).hasSize(2).allSatisfy(
                call -> assertThat(call.request().parameters()).containsEntry("logprobs", BooleanNode.TRUE));
    }

    @Test
    void isDegradedWithoutProbabilities() {
        HarnessRun run = harness(ScriptedReply.text("longer"), ScriptedReply.text("brief"))
                .run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("longer");
        assertThat(run.degraded()).containsExactly("bon: the upstream reported no token probabilities, so the most"
                + " typical answer was chosen");
    }

    @Test
    void returnsProbabilitiesOnlyToClientsThatAskForThem() {
        var question = Requests.question("Write");

        assertThat(harness(sure("a", -1), sure("b", -0.5)).run(question).answer().logprobs()).isNull();
        assertThat(harness(sure("a", -1), sure("b", -0.5))
                .run(Requests.with(question, "logprobs", BooleanNode.TRUE)).answer().logprobs()).isNotNull();
    }

    private static StrategyHarness harness(ScriptedReply... samples) {
        return ScriptedJudge.harness(JudgeMode.LOGPROB, samples.length)
                .upstream(ScriptedUpstream.replying((call, number) -> samples[number]));
    }

    private static ScriptedReply sure(String text, double... probabilities) {
        return ScriptedReply
                .answer(new Answer(text, "", List.of(), "", FinishReason.STOP, logprobs(probabilities), List.of()));
    }

    private static ObjectNode logprobs(double... probabilities) {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ArrayNode tokens = logprobs.putArray("content");
        for (double probability : probabilities) {
            tokens.addObject().put("token", "t").put("logprob", probability);
        }
        return logprobs;
    }
}
