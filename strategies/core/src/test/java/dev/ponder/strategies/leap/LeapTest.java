package dev.ponder.strategies.leap;

import static dev.ponder.strategies.leap.ScriptedStudent.blocks;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.leap.LeapConfig.Level;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;

class LeapTest {

    private static final ChatRequest FEW_SHOT = Requests.question(
            "Compute.\n\nQ: What is 1 + 1?\nA: 2\n\nQ: What is 2 + 2?\nA: 4\n\nQ: What is 17 * 23?\nA:");
    /** Examples that the parser cannot read. */
    private static final ChatRequest PROSE = Requests.conversation(
            ChatMessage.system("Examples:\nAdding one to one makes 2, and two to two makes 4."),
            ChatMessage.user("What is 17 * 23?"));

    private final ScriptedStudent student = new ScriptedStudent();

    @Test
    void answersInOneCallWithoutExamples() {
        HarnessRun run = student.harness().run(Requests.rich(Role.SYSTEM));

        assertThat(student.upstream().calls()).hasSize(1);
        assertThat(student.calls("answer").get(0).conversation()).isEqualTo(Requests.rich(Role.SYSTEM).conversation());
        assertThat(run.elapsed()).isEqualTo(student.upstream().latency());
    }

    @Test
    void attemptsLearnsCondensesAndAnswers() {
        HarnessRun run = student.harness().run(FEW_SHOT);

        assertThat(run.answer().text()).isEqualTo(ScriptedStudent.ANSWER);
        assertThat(student.upstream().calls()).hasSize(2 * 3 + 2 + 1 + 1);
        assertThat(run.elapsed()).isEqualTo(student.upstream().latency().multipliedBy(4));
        assertThat(student.principlesOfAnswer()).isEqualTo("1. general rule");
        assertThat(run.progress()).contains(Progress.of("attempt", 6, 6), Progress.of("learn", 2, 2),
                Progress.of("condense", 1, 1));
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void extractsExamplesThatOnlyAModelCanRead() {
        HarnessRun run = student.harness().run(PROSE);

        assertThat(student.calls("extract")).hasSize(1);
        assertThat(blocks(student.calls("attempt").get(0), "question")).containsExactly("Add.", "What is 1 + 1?");
        assertThat(run.elapsed()).isEqualTo(student.upstream().latency().multipliedBy(5));
    }

    @Test
    void attemptsExamplesWithoutTheirAnswers() {
        student.harness().run(FEW_SHOT);
        UpstreamCall attempt = student.calls("attempt").get(0);

        assertThat(blocks(attempt, "question")).containsExactly("Compute.", "What is 1 + 1?");
        assertThat(attempt.conversation().transcript(9)).doesNotContain("What is 2 + 2?", "A: 2", "17 * 23");
        assertThat(attempt.parameters().get("temperature").doubleValue()).isEqualTo(0.7);
    }

    @Test
    void learnsFromTheMostFrequentMistakeOfEachExample() {
        student.on("attempt", "The answer is 2.", "The answer is 5.", "The answer is 3.", "It is 8, the answer is 8.",
                "Three: the answer is 3.", "Again the answer is 8.");
        student.harness().run(FEW_SHOT);

        assertThat(student.calls("learn").stream().map(call -> blocks(call, "draft").get(0)))
                .containsExactly("The answer is 3.", "It is 8, the answer is 8.");
        assertThat(student.calls("learn").stream().map(call -> blocks(call, "example").get(0)))
                .containsExactly("2", "4");
    }

    @Test
    void learnsNothingFromRightAnswers() {
        student.on("attempt", (call, n) -> ScriptedReply.text(blocks(call, "question").get(1).contains("1 + 1")
                ? "The answer is two."
                : n == 1 ? "The answer is 5." : "The answer is $4.0$."));
        student.harness().run(FEW_SHOT);

        assertThat(student.calls("learn")).hasSize(1);
        assertThat(student.calls("condense")).as("one mistake needs no condensing").isEmpty();
        assertThat(student.principlesOfAnswer()).isEqualTo("1. rule 0\n2. other rule 0");
    }

    @Test
    void learnsFromLikelyMistakesIfThereAreNone() {
        student.on("attempt", (call, n) -> ScriptedReply.text("The answer is " + (n % 2 == 0 ? 2 : 4)));
        student.harness().run(FEW_SHOT);

        assertThat(student.calls("learn")).hasSize(2).allMatch(call -> blocks(call, "draft").isEmpty());
        assertThat(student.principlesOfAnswer()).isEqualTo("1. general rule");
    }

    @Test
    void learnsNothingIfThereIsNoMistakeAndNoneIsToBeInduced() {
        student.on("attempt", (call, n) -> ScriptedReply.text("The answer is " + (n % 2 == 0 ? 2 : 4)));
        student.harness().parameter("induce", false).run(FEW_SHOT);
        student.harness().run(FEW_SHOT);

        assertThat(student.calls("learn")).isEmpty();
        assertThat(student.calls("attempt")).hasSize(6);
        assertThat(student.calls("answer")).hasSize(2)
                .allMatch(call -> call.conversation().equals(FEW_SHOT.conversation()));
    }

    @Test
    void usesThePrinciplesOfEachMistake() {
        student.harness().parameter("level", Level.LOW).parameter("max_principles", 3).run(FEW_SHOT);

        assertThat(student.calls("condense")).isEmpty();
        assertThat(student.principlesOfAnswer()).isEqualTo("1. rule 0\n2. rule 1\n3. other rule 0");
    }

    @Test
    void keepsTheExamplesAndParametersInTheAnswer() {
        ChatRequest request = Requests.with(FEW_SHOT, "max_tokens",
                IntNode.valueOf(9));
        student.harness().run(request);
        UpstreamCall answer = student.calls("answer").get(0);

        assertThat(answer.parameters()).isEqualTo(request.parameters());
        assertThat(answer.conversation().messages()).endsWith(FEW_SHOT.conversation().messages().get(0));
        assertThat(student.calls("attempt").get(0).parameters().get("max_tokens").intValue()).isEqualTo(8192);
    }

    @Test
    void streamsTheAnswer() {
        student.on("answer", ScriptedReply.held());
        HarnessRun run = student.harness().startStreamed(FEW_SHOT);
        student.upstream().time().advance(student.upstream().latency().multipliedBy(3));
        var last = student.upstream().call(9);
        last.send("It is ");

        assertThat(run.parts()).containsExactly(new AnswerPart.Text("It is "));

        last.send("391.");
        last.end(FinishReason.STOP, Usage.of(10, 10));
        assertThat(run.answer().text()).isEqualTo("It is 391.");
    }

    @Test
    void givesToolsToTheAnswerAlone() {
        student.harness().run(Requests.withTool().withConversation(FEW_SHOT.conversation()));

        assertThat(student.upstream().calls()).filteredOn(call -> call.request().parameters().containsKey("tools"))
                .hasSize(1);
        assertThat(student.calls("answer").get(0).parameters()).containsKey("tools");
    }

    @Test
    void continuesFromAToolResultInOneCall() {
        var result = new ChatMessage(Role.TOOL, ChatMessage.user("rain").content(), Map.of());
        student.harness()
                .run(FEW_SHOT.withConversation(FEW_SHOT.conversation().plus(ChatMessage.assistant(""), result)));

        assertThat(student.upstream().calls()).hasSize(1);
    }

    @Test
    void answersEachChoice() {
        HarnessRun run = student.harness().choices(2).run(FEW_SHOT);

        assertThat(List.of(run.choice(0).text(), run.choice(1).text())).containsOnly(ScriptedStudent.ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"3, 5, HIGH, 30, 5", "1, 1, HIGH, 6, 4", "3, 5, LOW, 28, 4", "16, 16, HIGH, 293, 5"})
    void declaresItsCost(int samples, int examples, Level level, int calls, int depth) {
        assertThat(student.harness().parameter("samples", samples).parameter("max_examples", examples)
                .parameter("level", level).cost()).isEqualTo(new Cost(calls, depth));
    }
}
