package dev.ponder.strategies.plansearch;

import static dev.ponder.strategies.plansearch.ScriptedPlanner.blocks;
import static dev.ponder.strategies.plansearch.ScriptedPlanner.choosing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.plansearch.PlanSearchConfig.Selection;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;

class PlanSearchTest {

    private static final ChatRequest QUESTION = Requests.question("How many legs have ten spiders?");

    private final ScriptedPlanner planner = new ScriptedPlanner();

    @Test
    void observesDerivesPlansChoosesAndAnswers() {
        HarnessRun run = planner.harness().run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(ScriptedPlanner.ANSWER);
        assertThat(run.elapsed()).isEqualTo(planner.upstream().latency().multipliedBy(5));
        assertThat(planner.upstream().calls()).hasSize(1 + 4 + 4 + 2 + 1);
        assertThat(run.degraded()).isEmpty();
        assertThat(run.progress()).startsWith(Progress.of("observe", 1, 1), Progress.of("derive", 1, 4))
                .contains(Progress.of("derive", 4, 4), Progress.of("plan", 4, 4),
                        new Progress("judge", 2, 2, "leader: 3"));
    }

    @Test
    void plansFromCombinationsThatCoverAllObservations() {
        planner.harness().run(QUESTION);

        assertThat(planner.calls("derive").stream().limit(2).flatMap(call -> blocks(call, "observation").stream()))
                .containsExactlyInAnyOrder("spiders have eight legs", "legs add up", "ten is even", "none is lost");
        assertThat(planner.calls("derive")).extracting(call -> blocks(call, "observation")).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
            assertThat(blocks(planner.calls("plan").get(i), "observation"))
                    .startsWith(blocks(planner.calls("derive").get(i), "observation").toArray(String[]::new))
                    .endsWith("derived " + i, "also derived " + i);
        }
    }

    @Test
    void answersByThePlanAlone() {
        planner.harness().run(Requests.rich(Role.SYSTEM));
        UpstreamCall answer = planner.calls("answer").get(0);

        assertThat(blocks(answer, "plan")).containsExactly("multiply, way 2.\nThe answer is 2.");
        assertThat(answer.conversation().messages().get(0).text()).startsWith("Answer like a ship's cook.\n\n")
                .doesNotContain("derived", "way 1", "tools", "language");
        assertThat(answer.conversation().messages().subList(1, 4))
                .isEqualTo(Requests.rich(Role.SYSTEM).conversation().messages().subList(1, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void answersByThePlanThatTheJudgePrefers(int preferred) {
        planner.on("judge", (call, n) -> ScriptedReply.text(choosing(call, "way " + preferred)));
        planner.harness().run(QUESTION);

        assertThat(planner.text("answer")).contains("way " + preferred);
    }

    @Test
    void showsTheJudgeThePlansInOppositeOrders() {
        planner.harness().run(QUESTION);
        var first = blocks(planner.calls("judge").get(0), "candidate");
        var second = blocks(planner.calls("judge").get(1), "candidate");

        assertThat(first).hasSize(4).allMatch(plan -> plan.startsWith("multiply"));
        assertThat(second).isEqualTo(IntStream.range(0, 4).mapToObj(i -> first.get(3 - i)).toList());
    }

    @Test
    void plansWithTheSameResultSupportEachOther() {
        planner.on("plan", "Plan: add, way 0. The answer is 80.", "Plan: count, way 1. The answer is 90.",
                "Plan: multiply, way 2. The answer is 80.", "Plan: guess, way 3. The answer is 70.");
        planner.on("judge", (call, n) -> ScriptedReply.text(choosing(call, n == 0 ? "way 1" : "way 2")));
        planner.harness().run(QUESTION);

        assertThat(planner.text("answer")).contains("way 2");
    }

    @Test
    void callsNoJudgeWhenAllPlansStateTheSameResult() {
        planner.on("plan", "Plan: add. The answer is 80.", "Plan: multiply. The answer is 80.");
        HarnessRun run = planner.harness().run(QUESTION);

        assertThat(planner.calls("judge")).isEmpty();
        assertThat(run.elapsed()).isEqualTo(planner.upstream().latency().multipliedBy(4));
    }

    @Test
    void letsThePlansVote() {
        planner.on("plan", "Plan: guess. The answer is 70.", "Plan: add. The answer is 80.",
                "Plan: count. The answer is 90.", "Plan: multiply. The answer is 80.");
        planner.harness().parameter("select", Selection.VOTE).run(QUESTION);

        assertThat(planner.calls("judge")).isEmpty();
        assertThat(planner.text("answer")).contains("The answer is 80.");
    }

    @Test
    void letsRewrittenPlansCompete() {
        planner.on("judge", (call, n) -> ScriptedReply.text(choosing(call, "better way 1")));
        HarnessRun run = planner.harness().parameter("critique", true).run(QUESTION);

        assertThat(blocks(planner.calls("revise").get(1), "plan"))
                .containsExactly("multiply, way 1.\nThe answer is 1.");
        assertThat(blocks(planner.calls("judge").get(0), "candidate")).hasSize(8);
        assertThat(planner.text("answer")).contains("better way 1");
        assertThat(run.elapsed()).isEqualTo(planner.upstream().latency().multipliedBy(6));
    }

    @Test
    void streamsTheAnswer() {
        planner.on("answer", ScriptedReply.held());
        HarnessRun run = planner.harness().startStreamed(QUESTION);
        planner.upstream().time().advance(planner.upstream().latency().multipliedBy(4));
        var last = planner.upstream().call(11);
        last.send("It is ");

        assertThat(run.parts()).containsExactly(new AnswerPart.Text("It is "));

        last.send("80.");
        last.end(FinishReason.STOP, Usage.of(10, 10));
        assertThat(run.answer().text()).isEqualTo("It is 80.");
    }

    @Test
    void givesToolsToTheAnswerAlone() {
        planner.harness().run(Requests.withTool());

        assertThat(planner.upstream().calls()).filteredOn(call -> call.request().parameters().containsKey("tools"))
                .hasSize(1);
        assertThat(planner.calls("answer").get(0).parameters()).containsKey("tools");
        assertThat(planner.text("answer")).contains("without the tools that you have");
    }

    @Test
    void continuesFromAToolResultWithoutAPlan() {
        var request = Requests.withTool();
        var result = new ChatMessage(Role.TOOL, ChatMessage.user("rain").content(), Map.of());
        planner.harness().run(request.withConversation(request.conversation().plus(ChatMessage.assistant(""), result)));

        assertThat(planner.upstream().calls()).hasSize(1);
        assertThat(planner.calls("answer").get(0).conversation().endsWithToolResult()).isTrue();
    }

    @Test
    void showsPicturesAndLimitsToTheStagesBeforeTheAnswer() {
        planner.harness().parameter("stage_max_tokens", 500).run(Requests.rich(Role.SYSTEM));

        for (String stage : new String[]{"observe", "derive", "plan", "judge"}) {
            UpstreamCall call = planner.calls(stage).get(0);
            assertThat(call.conversation().messages().get(1).json().toString()).contains("image_url", "ship's cook");
            assertThat(call.parameters().get("max_tokens").intValue()).isEqualTo(500);
        }
        assertThat(planner.calls("answer").get(0).parameters()).isEmpty();
    }

    @Test
    void namesTheProgrammingLanguage() {
        planner.harness().parameter("language", "Kotlin").run(QUESTION);

        assertThat(planner.text("answer")).contains("write it in Kotlin");
    }

    @Test
    void searchesForEachChoice() {
        HarnessRun run = planner.harness().choices(2).run(QUESTION);

        assertThat(run.choice(1).text()).isEqualTo(ScriptedPlanner.ANSWER);
        assertThat(planner.calls("observe")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"4, 2, false, JUDGE, 17, 5", "4, 2, true, JUDGE, 21, 6", "4, 0, false, VOTE, 7, 3",
            "1, 2, false, JUDGE, 6, 4", "1, 0, true, JUDGE, 7, 5", "32, 8, true, JUDGE, 133, 6"})
    void declaresItsCost(int plans, int derived, boolean critique, Selection select, int calls, int depth) {
        assertThat(planner.harness().parameter("plans", plans).parameter("derived", derived)
                .parameter("critique", critique).parameter("select", select).cost())
                .isEqualTo(new Cost(calls, depth));
    }
}
