package dev.ponder.testing;

import static dev.ponder.testing.Broken.assertCaught;
import static dev.ponder.testing.Broken.contract;
import static dev.ponder.testing.Broken.prompt;
import static dev.ponder.testing.Broken.say;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Cost;
import dev.ponder.testing.ScriptedUpstream.Choices;
import io.smallrye.mutiny.Uni;

/** Calls that are too many, too late or on the wrong thread. Each strategy breaks one rule; the contract catches it. */
class BrokenCallsTest {

    @Test
    void oneCallMoreThanDeclared() {
        var contract = contract(new Cost(2, 1), inference -> inference.sample(prompt(inference), 3).collect().last()
                .onItem().transformToMulti(last -> say(last.answer())));

        for (Choices n : List.of(Choices.IGNORED, Choices.REFUSED)) {
            assertCaught(() -> contract.neverMakesMoreCallsThanDeclared(n));
        }
    }

    @Test
    void oneAfterTheOtherDeclaredAsTogether() {
        var contract = contract(new Cost(2, 1), inference -> inference.ask(prompt(inference))
                .onItem().transformToMulti(draft -> inference.answer(prompt(inference))));

        assertCaught(() -> contract.meetsTheDeclaredDepthAtFirst(Choices.IGNORED));
        assertCaught(() -> contract.meetsTheDeclaredDepthOnceTheModelIsKnown(Choices.HONOURED));
    }

    @Test
    void subscribingByItself() {
        var contract = contract(inference -> Uni.createFrom().<Answer>emitter(emitter -> inference
                .ask(prompt(inference)).subscribe().with(emitter::complete, emitter::fail))
                .onItem().transformToMulti(Broken::say));

        assertCaught(contract::cancelsItsCallsWhenOnlyTheStrategyIsCancelled);
    }

    @Test
    void givingUpWithOneCandidateLost() {
        var contract = contract(inference -> Uni.join()
                .all(inference.ask(prompt(inference)), inference.ask(prompt(inference))).andFailFast()
                .onItem().transformToMulti(answers -> say(answers.get(0))));

        assertCaught(contract::survivesLostCandidateAmongSeveral);
    }

    @Test
    void waitingForAnAnswer() {
        var contract = contract(inference -> say(inference.ask(prompt(inference)).await().indefinitely()));

        assertCaught(contract::neverBlocks);
    }

    @Test
    void sleeping() {
        var contract = contract(inference -> inference.answer(prompt(inference)).onItem().invoke(() -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));

        assertCaught(contract::neverBlocks);
    }
}
