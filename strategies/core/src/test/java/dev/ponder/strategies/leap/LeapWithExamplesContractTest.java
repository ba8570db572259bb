package dev.ponder.strategies.leap;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.testing.StrategyHarness;

/** The contract for prompts with examples: in a form that the parser knows, and in one that only a model can read. */
@ParameterizedClass
@ValueSource(strings = {"Q: 1+1?\nA: 2\n\nQ: 2+2?\nA: 4", "Examples:\nThe sum of 1 and 1 is 2, that of 2 and 2 is 4."})
class LeapWithExamplesContractTest extends LeapContractTest {

    private final String examples;

    LeapWithExamplesContractTest(String examples) {
        this.examples = examples;
    }

    @Override
    public StrategyHarness harness() {
        return super.harness().instructions(examples);
    }
}
