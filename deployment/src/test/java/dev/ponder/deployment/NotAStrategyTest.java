package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class NotAStrategyTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactly(
                    "@Strategy on " + OfNoKind.class.getName() + ", which implements 0 kinds of InferenceStrategy"
                            + " (expected exactly one of Streaming, Buffered, Transform, Wrapper)"));

    @Test
    void theBuildFailsAndNamesTheClass() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    @Strategy(id = "nothing", title = "Only looks like one")
    static class OfNoKind {
    }
}
