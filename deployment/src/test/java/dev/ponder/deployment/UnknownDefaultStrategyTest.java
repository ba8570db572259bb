package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class UnknownDefaultStrategyTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.of()
            .overrideConfigKey("ponder.default-strategy", "wsie")
            .assertException(failure -> assertThat(TestApplication.messages(failure))
                    .contains("ponder.default-strategy: unknown strategy 'wsie' (expected one of: wise;"));

    @Test
    void stopsTheStartAndNamesTheStrategiesThatThereAre() {
        fail("the start was expected to fail");
    }

    @Strategy(id = "wise", title = "Wise")
    static class Wise extends Toys.Choosing {
    }
}
