package dev.ponder.testing;

import static dev.ponder.testing.Broken.assertCaught;

import org.junit.jupiter.api.Test;

/** A test that sets what nobody reads would prove nothing. */
class HarnessSettingsTest {

    private static StrategyHarness harness() {
        return StrategyHarness.of(LongestOf::new, LongestOf.Config.class);
    }

    @Test
    void anUnknownSettingFails() {
        assertCaught(() -> harness().with("ponder.strategies.longest.sampels", "3").ask("Why?"));
    }

    @Test
    void anUnknownOrInvalidParameterFails() {
        assertCaught(() -> harness().parameter("sampels", 3).ask("Why?"));
        assertCaught(() -> harness().parameter("samples", 10).ask("Why?"));
        assertCaught(() -> harness().parameter("samples", "3").ask("Why?"));
    }
}
