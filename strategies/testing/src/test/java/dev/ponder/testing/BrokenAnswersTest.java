package dev.ponder.testing;

import static dev.ponder.testing.Broken.assertCaught;
import static dev.ponder.testing.Broken.contract;
import static dev.ponder.testing.Broken.prompt;
import static dev.ponder.testing.Broken.say;

import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart.Text;
import dev.ponder.api.error.UpstreamException.Fault;
import io.smallrye.mutiny.Multi;

/** Answers that are not what they should be. Each strategy breaks one rule; the contract catches it. */
class BrokenAnswersTest {

    @Test
    void sayingNothing() {
        var contract = contract(inference -> inference.ask(prompt(inference))
                .onItem().transformToMulti(answer -> say("")));

        assertCaught(contract::answersPlainQuestion);
    }

    @Test
    void neverEnding() {
        var contract = contract(inference -> Multi.createFrom().nothing());

        assertCaught(contract::answersPlainQuestion);
    }

    @Test
    void notFinishing() {
        var contract = contract(
                inference -> inference.answer(prompt(inference)).select().where(Text.class::isInstance));

        assertCaught(contract::endsWithOneFinish);
        assertCaught(contract::returnsAsManyChoicesAsRequested);
    }

    @Test
    void finishingTwice() {
        var contract = contract(inference -> Multi.createBy().concatenating()
                .streams(inference.answer(prompt(inference)), inference.answer(prompt(inference))));

        assertCaught(contract::endsWithOneFinish);
    }

    @Test
    void changingPartsOneByOne() {
        var contract = contract(inference -> inference.answer(prompt(inference))
                .map(part -> part instanceof Text text ? new Text(text.text().strip()) : part));

        assertCaught(contract::streamsTheTextOfTheWholeAnswer);
    }

    @Test
    void takingChanceFromElsewhere() {
        var contract = contract(inference -> inference.answer(prompt(inference).withConversation(
                inference.request().conversation()
                        .withInstructions("Label " + ThreadLocalRandom.current().nextLong()))));

        assertCaught(contract::makesTheSameCallsForTheSameSeed);
    }

    @Test
    void losingTheCallOfTool() {
        var contract = contract(inference -> inference.ask(prompt(inference))
                .onItem().transformToMulti(Broken::say));

        assertCaught(contract::returnsTheToolCallOfTheModel);
    }

    @Test
    void hidingThatItWasCutOff() {
        var contract = contract(inference -> inference.ask(prompt(inference))
                .onItem().transformToMulti(answer -> say(answer.text())));

        assertCaught(contract::saysThatItWasCutOffWhenEveryReplyWas);
    }

    @Test
    void expectingText() {
        var contract = contract(inference -> inference.ask(prompt(inference))
                .onItem().transformToMulti(answer -> say(answer.text().charAt(0) + answer.text().substring(1))));

        assertCaught(contract::survivesRepliesWithoutText);
        assertCaught(contract::survivesOneBadReply);
    }

    @Test
    void answeringWithAnError() {
        var contract = contract(inference -> inference.answer(prompt(inference))
                .onFailure().recoverWithMulti(failure -> say("Sorry: " + failure.getMessage())));

        assertCaught(() -> contract.failsAsTheUpstreamDoes(Fault.UNAUTHENTICATED));
        assertCaught(contract::failsWhenEveryStreamBreaksOff);
    }
}
