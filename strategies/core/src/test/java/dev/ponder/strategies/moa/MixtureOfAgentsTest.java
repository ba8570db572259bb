package dev.ponder.strategies.moa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class MixtureOfAgentsTest {

    private static final String QUESTION = "How many legs have ten spiders?";

    @Test
    void draftsCriticisesAndWrites() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("80 legs.", "90 legs.", "A hundred.");
        HarnessRun run = ScriptedAgents.harness(upstream).run(Requests.question(QUESTION));

        assertThat(run.answer().text()).isEqualTo(ScriptedAgents.ANSWER);
        assertThat(upstream.calls()).hasSize(5);
        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(3));
        assertThat(run.progress()).containsExactly(Progress.of("draft", 1, 3), Progress.of("draft", 2, 3),
                Progress.of("draft", 3, 3), Progress.of("critique", 1, 1));
    }

    @Test
    void streamsTheAnswer() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> number < 3
                ? ScriptedReply.text("Draft number " + number + ".")
                : ScriptedAgents.isCritique(call) ? ScriptedReply.text("[1] fine") : ScriptedReply.held());
        HarnessRun run = ScriptedAgents.harness(upstream).startStreamed(Requests.question(QUESTION));
        upstream.time().advance(upstream.latency().multipliedBy(2));
        upstream.call(4).send("It is ");

        assertThat(run.parts()).containsExactly(new AnswerPart.Text("It is "));

        upstream.call(4).send("80.");
        upstream.call(4).end(FinishReason.STOP, Usage.of(10, 10));
        assertThat(run.answer().text()).isEqualTo("It is 80.");
    }

    @Test
    void answersWithoutDraftsUnlessTheyDiffer() {
        for (String[] drafts : List.of(new String[]{"80.", "80.", " 80."}, new String[]{"", "90.", ""},
                new String[]{"", "", ""})) {
            ScriptedUpstream upstream = ScriptedAgents.upstream(drafts);
            HarnessRun run = ScriptedAgents.harness(upstream).run(Requests.parametrised());

            assertThat(run.answer().text()).isEqualTo(ScriptedAgents.ANSWER);
            assertThat(upstream.calls()).hasSize(4);
            assertThat(ScriptedAgents.last(upstream).conversation()).isEqualTo(Requests.parametrised().conversation());
            assertThat(ScriptedAgents.last(upstream).parameters()).isEqualTo(Requests.parametrised().parameters());
        }
    }

    @Test
    void draftsAreSamplesOfOneModelWithSeedsOfTheirOwn() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("80 legs.", "90 legs.", "A hundred.");
        ScriptedAgents.harness(upstream).seed(7).run(Requests.question(QUESTION));
        List<UpstreamCall> drafts = upstream.calls().subList(0, 3).stream().map(ScriptedCall::request).toList();

        assertThat(drafts).extracting(UpstreamCall::model).containsOnly(Requests.MODEL);
        assertThat(drafts).extracting(call -> call.parameters().get("seed").asLong()).containsExactly(7L, 8L, 9L);
        assertThat(drafts).extracting(call -> call.parameters().get("temperature").asDouble()).containsOnly(1.0);
        assertThat(drafts).extracting(UpstreamCall::conversation)
                .containsOnly(Requests.question(QUESTION).conversation());
    }

    @Test
    void givesToolsOnlyToTheAggregator() {
        ScriptedUpstream upstream = ScriptedAgents.upstream("It rains.", "It is dry.", "Who knows?");
        ScriptedAgents.harness(upstream).run(Requests.withTool());

        assertThat(upstream.calls().subList(0, 4))
                .allSatisfy(call -> assertThat(call.request().parameters()).doesNotContainKey("tools"));
        assertThat(ScriptedAgents.last(upstream).parameters()).containsKey("tools");
        assertThat(ScriptedAgents.instructions(ScriptedAgents.last(upstream)))
                .contains("without the tools that you have");
    }

    @Test
    void continuesFromAToolResultWithoutDrafts() {
        ScriptedUpstream upstream = ScriptedUpstream.answering("It rains.");
        var request = Requests.withTool();
        var result = new ChatMessage(Role.TOOL, ChatMessage.user("rain").content(), Map.of());
        HarnessRun run = ScriptedAgents.harness(upstream)
                .run(request.withConversation(request.conversation().plus(ChatMessage.assistant(""), result)));

        assertThat(run.answer().text()).isEqualTo("It rains.");
        assertThat(upstream.calls()).hasSize(1);
        UpstreamCall call = ScriptedAgents.last(upstream);
        assertThat(call.parameters()).containsKey("tools");
        assertThat(call.conversation().endsWithToolResult()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 1, true, 5, 3", "3, 1, false, 4, 2", "2, 3, true, 8, 5", "16, 5, false, 81, 6"})
    void declaresItsCost(int agents, int layers, boolean critique, int calls, int depth) {
        StrategyHarness harness = ScriptedAgents.harness(ScriptedAgents.upstream()).parameter("agents", agents)
                .parameter("layers", layers)
                .parameter("critique", critique);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, depth));
        assertThat(harness.parameter("proposers", List.of("a", "b", "c", "d")).cost())
                .isEqualTo(new Cost(4 * layers + (critique ? 2 : 1), depth));
        assertThat(harness.parameter("proposers", List.of("a")).cost()).isEqualTo(new Cost(calls, depth));
    }
}
