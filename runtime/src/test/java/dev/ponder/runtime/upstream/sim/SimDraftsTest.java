package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.answer;
import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.json;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.withSchema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.runtime.upstream.UpstreamCall;

/** An answer that draws on drafts. */
class SimDraftsTest {

    @Test
    void takesTheRightDraftEvenAgainstTheMajority() {
        assertThat(answer(upstream(0, 1), improve("17*23?", 401, 401, 391))).isEqualByComparingTo("391");
    }

    @Test
    void followsTheMajorityWhenItJudgesWrongly() {
        assertThat(answer(upstream(1, 0), improve("17*23?", 391, 401, 401))).isEqualByComparingTo("401");
    }

    @Test
    void triesAnewWhenItSeesThatNoDraftIsRight() {
        assertThat(answer(upstream(1, 1), improve("17*23?", 401, 381))).isEqualByComparingTo("391");
        assertThat(answer(upstream(0, 1), improve("17*23?", 401, 381))).isNotEqualByComparingTo("391");
    }

    @Test
    void findsDraftsInInstructionsAndIgnoresPlansAndCritiques() {
        var call = ask(ChatMessage.system("Use <draft-1a2b3c4d label=\"1\">The answer is 391.</draft-1a2b3c4d>"
                + "<plan-1a2b3c4d>Take 17, then 23.</plan-1a2b3c4d><critique-1a2b3c4d>391 is wrong, 7 is right"
                + "</critique-1a2b3c4d> Mind the critique."), ChatMessage.user("What is 17*23?"));

        assertThat(answer(upstream(0, 1), call)).isEqualByComparingTo("391");
    }

    /** One wrong draft of two: right with 0.9, else the first. 1000 calls: sigma = sqrt(0.9 * 0.1 / 1000) = 0.0095. */
    @Test
    void improvesWithTheJudgesAccuracy() {
        int right = 0;
        for (int i = 0; i < 1000; i++) {
            right += answer(upstream(0.6, 0.9), improve("17*23, " + i + "th try", 401, 391)).intValue() == 391 ? 1 : 0;
        }

        assertThat(right / 1000.0).isCloseTo(0.9, within(4 * 0.0095));
    }

    @Test
    void makesAMistakeOnRequest() {
        var call = withSchema(improve("17*23? Write a wrong solution.", 391), "mistake", """
                {"type":"object","properties":{"flaw":{"type":"string"},"solution":{"type":"string"}}}""");

        String solution = json(text(upstream(1, 1), call)).path("solution").asText();
        assertThat(StatedAnswer.in(solution).orElseThrow()).isNotEqualByComparingTo("391");
    }

    @Test
    void keepsTheAnswerOfADraftThatItRewrites() {
        assertThat(answer(upstream(1, 1), improve("17*23? Keep its final answer exactly as it is.", 401)))
                .isEqualByComparingTo("401");
    }

    @Test
    void improvesItsPreviousMessageIfThatIsADraft() {
        var call = ask(ChatMessage.user("17*23?"), ChatMessage.assistant("The answer is 391."),
                ChatMessage.user("Your previous message is a draft. Check it."));

        assertThat(answer(upstream(0, 1), call)).isEqualByComparingTo("391");
    }

    /** The name of a tag is no request for a critique. */
    @Test
    void answersWhereACritiqueIsOnlyMentioned() {
        var call = ask(ChatMessage.system("Remarks may be between tags named critique-1a2b3c4d."),
                ChatMessage.user("17*23?\n<draft-1a2b3c4d label=\"1\">The answer is 391.</draft-1a2b3c4d>"));

        assertThat(answer(upstream(0, 1), call)).isEqualByComparingTo("391");
    }

    private static UpstreamCall improve(String question, int... answers) {
        var text = new StringBuilder(question).append("\nImprove these:\n");
        for (int i = 0; i < answers.length; i++) {
            text.append("<draft-1a2b3c4d label=\"").append(i + 1).append("\">I say 3 + 4. The answer is ")
                    .append(answers[i])
                    .append(".</draft-1a2b3c4d>\n");
        }
        return ask(text.toString());
    }
}
