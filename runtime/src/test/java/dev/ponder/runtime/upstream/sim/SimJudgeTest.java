package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.json;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.withSchema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.runtime.upstream.UpstreamCall;

class SimJudgeTest {

    private static final String RIGHT = "17 times 20 is 340. The answer is 391.";
    private static final String WRONG = "Easy. The answer is 401.";

    /**
     * Each of two candidates is seen rightly with probability a = 0.9, and equals are shuffled: the right one comes
     * first with a * a + 2 * a * (1 - a) / 2 = a. 2000 pairs in both orders: sigma = sqrt(0.9 * 0.1 / 2000) = 0.0067.
     */
    @Test
    void prefersTheRightOneOfAPairWithTheSetProbability() {
        int chosen = 0;
        int ranked = 0;
        for (int i = 0; i < 2000; i++) {
            boolean rightFirst = i % 2 == 0;
            String best = rightFirst ? "A" : "B";
            String question = "17*23, please (" + i + ")";
            var call = rightFirst ? judge(question, RIGHT, WRONG) : judge(question, WRONG, RIGHT);
            chosen += verdict(0.9, "choice", call).path("choice").asText().equals(best) ? 1 : 0;
            ranked += verdict(0.9, "ranking", call).path("ranking").path(0).asText().equals(best) ? 1 : 0;
        }

        assertThat(chosen / 2000.0).isCloseTo(0.9, within(4 * 0.0067));
        assertThat(ranked / 2000.0).isCloseTo(0.9, within(4 * 0.0067));
    }

    @Test
    void ranksEveryLabelOnceRightOnesFirst() {
        var verdict = verdict(1, "ranking", judge("What is 17*23?", WRONG, RIGHT, "no number", RIGHT));

        List<String> labels = new ArrayList<>();
        verdict.path("ranking").forEach(label -> labels.add(label.asText()));
        assertThat(labels).hasSize(4);
        assertThat(labels.subList(0, 2)).containsExactlyInAnyOrder("B", "D");
        assertThat(labels.subList(2, 4)).containsExactlyInAnyOrder("A", "C");
        assertThat(verdict.path("reasoning").asText()).contains("Looks right: B, D");
    }

    @Test
    void scoresRightAnswersHighAndWrongOnesLow() {
        for (int i = 0; i < 100; i++) {
            assertThat(verdict(1, "score", judge("17*23 " + i, RIGHT)).path("score").asInt()).isBetween(8, 10);
            assertThat(verdict(1, "score", judge("17*23 " + i, WRONG)).path("score").asInt()).isBetween(1, 4);
            assertThat(verdict(0, "score", judge("17*23 " + i, RIGHT)).path("score").asInt()).isBetween(1, 4);
        }
    }

    @Test
    void scoresTheLastReplyWhereNoBlockIsMarked() {
        var call = ask(ChatMessage.user("17*23?"), ChatMessage.assistant(RIGHT),
                ChatMessage.user("Rate the answer, 0-10."));

        assertThat(verdict(1, "score", call).path("score").asInt()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void findsAQuestionThatIsShownAsData() {
        var call = ask(ChatMessage.system("You are a judge."), ChatMessage.user("Judge 3-2 or 8/10."
                + "<conversation-0a1b2c3d>[user]\nWhat is 17*23?</conversation-0a1b2c3d>" + candidate("A", WRONG)
                + candidate("B", RIGHT)));

        assertThat(verdict(1, "choice", call).path("choice").asText()).isEqualTo("B");
    }

    @Test
    void guessesWhereThereIsNoArithmetic() {
        Set<String> choices = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            var verdict = verdict(1, "choice", judge("Who are you? " + i, "An A", "A B"));
            choices.add(verdict.path("choice").asText());
            assertThat(verdict.path("reasoning").asText()).contains("simulated");
        }

        assertThat(choices).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void criticisesDraftsInProse() {
        var call = ask(ChatMessage.system("Write a critique of each draft."), ChatMessage.user("17*23?\n"
                + "<draft-1a2b3c4d label=\"1\">" + RIGHT + "</draft-1a2b3c4d><draft-1a2b3c4d label=\"2\">" + WRONG
                + "</draft-1a2b3c4d>"));

        assertThat(text(upstream(1, 1), call)).isEqualTo("""
                [1]: its result, 391, looks right to me.
                [2]: its result, 401, looks wrong to me; check each step again.""");
    }

    /** The conventions of the members, whatever the name of the schema is. */
    @Test
    void namesOfMembersSayWhatTheyHold() {
        String schema = """
                {"type":"object","properties":{"reasoning":{"type":"string"},"first_error":{"type":"string"},
                 "answer":{"type":"string"},"correct":{"type":"boolean"},"score":{"type":"number"},
                 "equivalent":{"type":"boolean"},"choice":{"type":"string"},
                 "ranking":{"type":"array","items":{"type":"string"}}}}""";
        var right = json(text(upstream(1, 1), withSchema(judge("17*23?", WRONG, RIGHT), "report", schema)));
        assertThat(right.path("correct").asBoolean()).isTrue();
        assertThat(right.path("score").asInt()).isBetween(8, 10);
        assertThat(right.path("choice").asText()).isEqualTo("B");
        assertThat(right.path("ranking")).hasSize(2).first().extracting(JsonNode::asText).isEqualTo("B");
        assertThat(right.path("equivalent").asBoolean()).isFalse();
        assertThat(right.path("answer").asText()).isEqualTo("391");

        var wrong = json(text(upstream(1, 1), withSchema(judge("17*23? Grade from 0 to 100.", WRONG, WRONG), "report",
                schema)));
        assertThat(wrong.path("correct").asBoolean()).isFalse();
        assertThat(wrong.path("score").asInt()).isBetween(10, 45);
        assertThat(wrong.path("equivalent").asBoolean()).isTrue();
    }

    /** One reply has one opinion, also when the judge is often wrong. */
    @Test
    void doesNotContradictItself() {
        String schema = """
                {"type":"object","properties":{"correct":{"type":"boolean"},"score":{"type":"number"}}}""";
        for (int i = 0; i < 100; i++) {
            var verdict = json(text(upstream(0.6, 0.5), withSchema(judge("17*23 " + i, WRONG), "report", schema)));
            assertThat(verdict.path("score").asInt() > 5).isEqualTo(verdict.path("correct").asBoolean());
        }
    }

    private static JsonNode verdict(double judgeAccuracy, String kind, UpstreamCall call) {
        return json(text(upstream(0.6, judgeAccuracy), withSchema(call, kind, "{}")));
    }

    private static UpstreamCall judge(String question, String... candidates) {
        var blocks = new StringBuilder("Which is best?\n");
        for (int i = 0; i < candidates.length; i++) {
            blocks.append(candidate(Character.toString('A' + i), candidates[i])).append('\n');
        }
        return ask(ChatMessage.user(question), ChatMessage.user(blocks.toString()));
    }

    private static String candidate(String label, String text) {
        return "<candidate-1a2b3c4d label=\"" + label + "\">" + text + "</candidate-1a2b3c4d>";
    }
}
