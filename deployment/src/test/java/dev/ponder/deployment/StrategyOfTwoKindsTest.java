package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class StrategyOfTwoKindsTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactly(
                    "@Strategy on " + OfTwoKinds.class.getName() + ", which implements 2 kinds of InferenceStrategy"
                            + " (expected exactly one of Streaming, Buffered, Transform, Wrapper)"));

    @Test
    void theBuildFailsAlsoWhenOneKindIsInherited() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "both", title = "Cannot decide how it streams")
    static class OfTwoKinds extends Toys.ChoosingAndRewriting {
    }
}
