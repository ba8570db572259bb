package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class MalformedStrategyIdTest {

    @RegisterExtension
    static final QuarkusUnitTest BUILD = TestApplication.of()
            .assertException(failure -> assertThat(TestApplication.faults(failure)).containsExactlyInAnyOrder(
                    fault("", Empty.class), fault(" ", Blank.class), fault("mix-ture", Dash.class),
                    fault("a&b", Ampersand.class), fault("a|b", Bar.class), fault("Moa", UpperCase.class),
                    fault("2nd", Digit.class)));

    @Test
    void theBuildFailsAndNamesEachIdWithItsClass() {
        fail(QuarkusUnitTest.THE_BUILD_WAS_EXPECTED_TO_FAIL);
    }

    private static String fault(String id, Class<?> strategy) {
        return "@Strategy id '" + id + "' of " + strategy.getName() + " (expected " + Strategy.ID_PATTERN
                + ", because ids are part of model names, with -, & and | as separators)";
    }

    @Strategy(id = "", title = "Empty")
    static class Empty extends Toys.Choosing {
    }

    @Strategy(id = " ", title = "Blank")
    static class Blank extends Toys.Choosing {
    }

    @Strategy(id = "mix-ture", title = "Ends where the model's name begins")
    static class Dash extends Toys.Choosing {
    }

    @Strategy(id = "a&b", title = "Looks like a pipeline")
    static class Ampersand extends Toys.Choosing {
    }

    @Strategy(id = "a|b", title = "Looks like branches")
    static class Bar extends Toys.Choosing {
    }

    @Strategy(id = "Moa", title = "Upper case")
    static class UpperCase extends Toys.Choosing {
    }

    @Strategy(id = "2nd", title = "Digit first")
    static class Digit extends Toys.Choosing {
    }

    @Strategy(id = "well_formed2", title = "Without a fault")
    static class WellFormed extends Toys.Choosing {
    }
}
