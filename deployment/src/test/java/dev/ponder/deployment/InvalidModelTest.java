package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.quarkus.test.QuarkusUnitTest;

class InvalidModelTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactlyInAnyOrder(
                    "@ServedModel name 'twin' is used by " + First.class.getName() + " and " + Second.class.getName()
                            + " (expected a unique name)",
                    "@ServedModel name 'a/b' of " + Slashed.class.getName()
                            + " is malformed (expected 1 to 256 characters, none of them a slash, a space or a control"
                            + " character)",
                    "@ServedModel on " + Nothing.class.getName()
                            + ", which is not a model (expected InferenceModel, GenerativeModel or EncoderModel)"));

    @Test
    void theBuildFailsAndNamesAllFaults() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    static class Echo implements InferenceModel {

        @Override
        public Object predict(Object input, ModelCall call) {
            return input;
        }
    }

    @ServedModel("twin")
    static class First extends Echo {
    }

    @ServedModel("twin")
    static class Second extends Echo {
    }

    @ServedModel("a/b")
    static class Slashed extends Echo {
    }

    @ServedModel("nothing")
    static class Nothing {
    }

    @ServedModel("fine")
    static class Fine extends Echo {
    }
}
