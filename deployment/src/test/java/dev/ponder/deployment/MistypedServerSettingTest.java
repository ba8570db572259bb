package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class MistypedServerSettingTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.of()
            .overrideConfigKey("ponder.default-strategy", "wise")
            .overrideConfigKey("ponder.sim.acuracy", "1")
            .assertException(failure -> assertThat(TestApplication.messages(failure)).contains("ponder.sim.acuracy"));

    @Test
    void aMistypedKeyOfTheServerStopsTheStart() {
        fail("the start was expected to fail");
    }

    @Strategy(id = "wise", title = "Wise")
    static class Wise extends Toys.Choosing {
    }
}
