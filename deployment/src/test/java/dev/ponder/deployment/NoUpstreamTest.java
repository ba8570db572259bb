package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;

class NoUpstreamTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.withoutUpstream()
            .overrideConfigKey("ponder.default-strategy", "wise")
            .assertException(failure -> assertThat(TestApplication.messages(failure))
                    .contains("no upstream and no served model", "OPENAI_BASE_URL", "ponder.upstreams.<name>.base-url",
                            "PONDER_SIM_ENABLED"));

    @Test
    void stopsTheStartAndNamesTheWaysOut() {
        fail("the start was expected to fail");
    }

    @Strategy(id = "wise", title = "Wise")
    static class Wise extends Toys.Choosing {
    }
}
