package dev.ponder.strategies.moa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.Progress;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;

/** Several layers, several models. */
class LayersTest {

    @Test
    void refineTheDraftsOfTheLayerBefore() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("80 legs.", "90 legs.", "eighty it is", "ninety it is");
        HarnessRun run = layered(upstream);

        assertThat(run.answer().text()).isEqualTo(ScriptedAgents.ANSWER);
        assertThat(ScriptedAgents.instructions(upstream.call(0).request())).isEmpty();
        for (int refined = 2; refined < 4; refined++) {
            assertThat(ScriptedAgents.instructions(upstream.call(refined).request()))
                    .containsPattern("(?s)label=\"1\">\n80 legs\\.\n"
                            + ".*label=\"2\">\n90 legs\\.\n")
                    .doesNotContainIgnoringCase("criti");
            assertThat(upstream.call(refined).request().parameters()).containsOnlyKeys("temperature");
        }
        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("eighty", "ninety")
                .doesNotContain("90 legs");
        assertThat(run.progress()).contains(new Progress("draft", 2, 2, "layer 2 of 2"));
        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(4));
    }

    @Test
    void keepTheDraftsBeforeALayerOfRepetitions() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("80 legs.", "90 legs.", "eighty it is", "eighty it is");
        layered(upstream);

        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("2 agents wrote draft 1.\n",
                "eighty it is",
                "80 legs.",
                "90 legs.");
    }

    @Test
    void continueAfterAFailedLayer() {
        ScriptedReply lost = ScriptedReply.failing(Fault.FAILED);
        ScriptedUpstream upstream = ScriptedAgents.upstream(call -> ScriptedReply.text("[1] fine"),
                ScriptedReply.text("80 legs."),
                ScriptedReply.text("90 legs."), lost, lost);

        assertThat(layered(upstream).answer().text()).isEqualTo(ScriptedAgents.ANSWER);
        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream))).contains("80 legs.", "90 legs.");
    }

    @Test
    void draftWithEachOfSeveralModelsInTheirOrder() {
        ScriptedUpstream upstream = ScriptedUpstream
                .replying((call, number) -> ScriptedReply.text("I am " + call.model() + "."));
        ScriptedAgents.harness(upstream).parameter("proposers", List.of("b", "a")).ask("How many?");

        assertThat(upstream.calls().stream().map(call -> call.request().model()))
                .containsExactly("b", "a", Requests.MODEL, Requests.MODEL);
        assertThat(upstream.call(0).request().parameters()).isEqualTo(Map.of("temperature", DoubleNode.valueOf(0.7)));
        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream)))
                .containsPattern("(?s)I am b\\..*I am a\\.");
    }

    @Test
    void labelDraftsInTheOrderOfTheirAgents() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> number < 3
                ? ScriptedReply.held()
                : ScriptedReply.text(ScriptedAgents.ANSWER));
        HarnessRun run = ScriptedAgents.harness(upstream).start(Requests.question("How many?"));
        for (int agent = 2; agent >= 0; agent--) {
            upstream.call(agent).answer("I am agent " + agent + ".");
        }
        run.finish();

        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream)))
                .containsPattern("(?s)agent 0.*agent 1.*agent 2");
    }

    @Test
    void sampleASingleProposer() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("80 legs.", "90 legs.", "100 legs.");
        ScriptedAgents.harness(upstream).parameter("proposers", List.of("small-1")).ask("How many?");

        assertThat(upstream.calls().stream().map(call -> call.request().model())).containsExactly("small-1", "small-1",
                "small-1", Requests.MODEL, Requests.MODEL);
        assertThat(upstream.call(0).request().parameters().get("temperature").doubleValue()).isEqualTo(1.0);
    }

    private static HarnessRun layered(ScriptedUpstream upstream) {
        return ScriptedAgents.harness(upstream).parameter("layers", 2).parameter("agents", 2)
                .run(Requests.question("How many?"));
    }
}
