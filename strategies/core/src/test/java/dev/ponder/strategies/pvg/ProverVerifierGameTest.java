package dev.ponder.strategies.pvg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.DoubleNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.pvg.GameVerifier.VerifierVerdict;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.StrategyHarness;

class ProverVerifierGameTest {

    private static final String RIGHT = "I add them. The answer is 12.";
    private static final String WRONG = "I guess. The answer is 11.";
    private static final String OTHER = "I multiply. The answer is 35.";
    private static final ChatRequest QUESTION = Requests.question("How many are 5 + 7?");

    @Test
    void neverReturnsASneakySolutionEvenIfTheVerifierScoresIt10() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, RIGHT, OTHER)
                .verifying(ScriptedGame.scoring(text -> text.equals(ScriptedGame.SNEAKY) ? 10 : 2))
                .comparing(RIGHT, WRONG).harness().choices(3);
        HarnessRun run = harness.run(QUESTION);

        for (int choice = 0; choice < 3; choice++) {
            assertThat(run.choice(choice).text()).isIn(RIGHT, WRONG, OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void returnsTheSolutionThatTheVerifierPrefers(int place) {
        String[] solutions = {WRONG, RIGHT, OTHER};
        StrategyHarness harness = new ScriptedGame().solving(solutions)
                .verifying(ScriptedGame.scoring(text -> text.equals(solutions[place]) ? 9.5 : 1)).harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(solutions[place]);
        assertThat(run.elapsed()).as("one round is enough").isEqualTo(harness.upstream().latency().multipliedBy(2));
        assertThat(harness.upstream().calls()).hasSize(3 + 1 + 2 * 4);
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void aMajorityDoesNotOutvoteAClearVerdict() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, "Well. The answer is 11.", RIGHT)
                .verifying(ScriptedGame.scoring(text -> text.equals(RIGHT) ? 9 : 2)).harness();

        assertThat(harness.run(QUESTION).answer().text()).isEqualTo(RIGHT);
    }

    @Test
    void equalAnswersDecideBetweenEqualScores() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, RIGHT, "So. The answer is 12.")
                .verifying(ScriptedGame.scoring(text -> 9)).deceiving((call, number) -> ScriptedGame.sneaky("x", "no"))
                .comparing(RIGHT).harness();

        assertThat(harness.run(QUESTION).answer().text()).isEqualTo(RIGHT);
    }

    @Test
    void stopsWhenAllProversAgreeAndTheVerifierAgreesWithThem() {
        StrategyHarness harness = new ScriptedGame().solving(RIGHT, "The answer is 12.", "\\boxed{12}")
                .verifying(ScriptedGame.scoring(text -> text.contains("12") ? 6 : 3)).harness();

        assertThat(harness.run(QUESTION).elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void playsOnWhenAllProversAgreeAndTheVerifierDoesNot() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, WRONG, WRONG, RIGHT)
                .verifying(ScriptedGame.scoring(text -> text.equals(RIGHT) ? 10 : 3)).harness();

        assertThat(harness.run(QUESTION).answer().text()).isEqualTo(RIGHT);
    }

    @Test
    void theSecondRoundAnswersTheSameQuestionAndKnowsWhatWasFound() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, WRONG, WRONG, RIGHT)
                .verifying(ScriptedGame.scoring(text -> text.equals(RIGHT) ? 10 : text.equals(WRONG) ? 4 : 8))
                .harness();
        harness.run(QUESTION);
        List<UpstreamCall> solved = ScriptedGame.calls(harness, "solve");
        List<UpstreamCall> verified = ScriptedGame.calls(harness, "verify");

        assertThat(ScriptedGame.instructions(solved.get(0))).doesNotContain("<draft", "<critique");
        assertThat(ScriptedGame.instructions(solved.get(3))).contains("<draft", WRONG, "the step to " + WRONG,
                "- 13 is no sum");
        assertThat(solved)
                .allSatisfy(call -> assertThat(call.conversation().question()).isEqualTo("How many are 5 + 7?"));
        assertThat(verified.get(verified.size() - 1).conversation().question()).contains("- 13 is no sum");
        assertThat(ScriptedGame.calls(harness, "sneaky").get(1).conversation().question()).contains("<draft", WRONG);
    }

    @Test
    void theVerifierDoesNotSeeWhoWroteASolution() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, RIGHT, OTHER).harness();
        harness.run(QUESTION);
        List<String> prompts = ScriptedGame.calls(harness, "verify").stream().limit(8)
                .map(call -> ScriptedGame.instructions(call)
                        + call.conversation().question().replace(ScriptedGame.shown(call).get(0), "S"))
                .distinct().toList();

        assertThat(prompts).as("the prompts without the solutions").hasSize(1);
    }

    @Test
    void comparesSolutionsWhenTheVerifierIsFooled() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, RIGHT, OTHER, "The answer is 2.")
                .verifying(ScriptedGame.scoring(text -> text.equals(RIGHT) ? 6 : text.length() < 20 ? 1 : 8))
                .comparing(RIGHT, WRONG, OTHER).harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.answer().text()).isEqualTo(RIGHT);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(5));
        assertThat(ScriptedGame.calls(harness, "compare")).hasSize(6).allSatisfy(
                call -> assertThat(ScriptedGame.shown(call)).hasSize(2).doesNotContain(ScriptedGame.SNEAKY));
    }

    @Test
    void aSneakySolutionWithTheAnswerOfTheLeaderSaysNothingAboutTheVerifier() {
        StrategyHarness harness = new ScriptedGame().solving(WRONG, RIGHT, OTHER)
                .deceiving((call, number) -> ScriptedGame.sneaky("none", "It must be. The answer is 12."))
                .verifying(ScriptedGame.scoring(text -> text.contains("12") ? 9.5 : 1)).harness();

        assertThat(harness.run(QUESTION).elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Score: **9/10**", "The score is 9 out of 10.",
            "```json\n{\"score\": \"9\", \"correct\": true}\n```",
            "{'reasoning': 'fine', 'score': 9, 'correct': 'yes',}", "{\"score\": 9}"})
    void readsVerdictsInAnyForm(String verdict) {
        assertThat(VerifierVerdict.FORMAT.read(verdict)).contains(new VerifierVerdict("", 9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"score\": 10, \"correct\": false, \"first_error\": \"2\"} | 4",
            "{\"score\": 1, \"correct\": true} | 1", "{\"score\": 70, \"correct\": true} | 10",
            "{\"correct\": false} | 0"})
    void aVerdictThatContradictsItselfIsReadAsTheWorse(String verdict, double score) {
        assertThat(VerifierVerdict.FORMAT.read(verdict).orElseThrow().score()).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Step 2 is wrong.", "{\"reasoning\": \"score 3", "{\"score\": \"high\"}"})
    void aReplyWithoutAVerdictIsNone(String reply) {
        assertThat(VerifierVerdict.FORMAT.read(reply)).isEmpty();
    }

    @Test
    void rewritesTheSolutionAndKeepsItsAnswer() {
        Function<String, StrategyHarness> rewriting = text -> new ScriptedGame().solving(WRONG, RIGHT, OTHER)
                .verifying(ScriptedGame.scoring(one -> one.equals(RIGHT) ? 10 : 1)).rewriting(text).harness()
                .parameter("rewrite", true);

        assertThat(rewriting.apply("5 + 7 = 12. The answer is 12.").run(QUESTION).answer().text())
                .isEqualTo("5 + 7 = 12. The answer is 12.");
        HarnessRun changed = rewriting.apply("The answer is 14.").run(QUESTION);
        assertThat(changed.answer().text()).isEqualTo(RIGHT);
        assertThat(changed.degraded())
                .containsExactly("pvg: the rewritten solution is incomplete or answers otherwise, so"
                        + " the solution was returned as it was");
    }

    @Test
    void provesAtItsTemperatureUnlessTheClientSetsOne() {
        ChatRequest chosen = Requests.with(QUESTION, "temperature", DoubleNode.valueOf(0.3));

        assertThat(temperature(game(), QUESTION)).isEqualTo(0.7);
        assertThat(temperature(game(), chosen)).isEqualTo(0.3);
        assertThat(temperature(game().parameter("temperature", 0.8), chosen)).isEqualTo(0.8);
    }

    @Test
    void verifiesByAnotherModelWithinItsLimit() {
        StrategyHarness harness = game().parameter("verifier_model", "checker").parameter("verifier_max_tokens", 900);
        harness.run(QUESTION);

        assertThat(ScriptedGame.calls(harness, "verify")).isNotEmpty().allSatisfy(call -> {
            assertThat(call.model()).isEqualTo("checker");
            assertThat(call.parameters().get("max_tokens").intValue()).isEqualTo(900);
        });
        assertThat(ScriptedGame.calls(harness, "solve").get(0).model()).isEqualTo(Requests.MODEL);
    }

    @Test
    void reportsProgress() {
        HarnessRun run = game().run(QUESTION);

        assertThat(run.progress()).contains(new Progress("solve", 3, 3, "round 1 of 2"), Progress.of("verify", 4, 4),
                new Progress("round", 1, 2, "leader: 1, score 9.0"));
    }

    @Test
    void returnsTheOthersAsFurtherChoices() {
        HarnessRun run = new ScriptedGame().solving(WRONG, RIGHT, OTHER)
                .verifying(ScriptedGame.scoring(text -> text.equals(RIGHT) ? 10 : text.equals(OTHER) ? 4 : 1)).harness()
                .choices(3).run(QUESTION);

        assertThat(List.of(run.choice(0), run.choice(1), run.choice(2)).stream().map(Answer::text))
                .containsExactly(RIGHT, OTHER, WRONG);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 1, 2, 40, 5", "1, 3, 1, 2, 23, 3", "1, 1, 0, 1, 3, 2", "2, 1, 1, 1, 16, 5"})
    void declaresItsCost(int rounds, int solutions, int sneaky, int votes, int calls, int depth) {
        StrategyHarness harness = game().parameter("rounds", rounds).parameter("solutions", solutions)
                .parameter("sneaky", sneaky).parameter("verifier_votes", votes);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, depth));
    }

    private static StrategyHarness game() {
        return new ScriptedGame().solving(RIGHT).verifying(ScriptedGame.scoring(text -> 9)).comparing(RIGHT).harness();
    }

    private static double temperature(StrategyHarness harness, ChatRequest request) {
        harness.run(request);
        return ScriptedGame.calls(harness, "solve").get(0).parameters().get("temperature").doubleValue();
    }

}
