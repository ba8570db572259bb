package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import dev.ponder.runtime.strategy.StrategyKind;
import dev.ponder.runtime.strategy.StrategyRegistry;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

class StrategyDiscoveryTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.of()
            .overrideConfigKey("ponder.default-strategy", "quiet")
            .overrideConfigKey("ponder.strategies.quiet.pages", "7");

    @Inject
    StrategyRegistry strategies;

    @Test
    void findsAPackagePrivateClassWithoutAScope() {
        var quiet = strategies.find("quiet").orElseThrow();

        assertThat(quiet.title()).isEqualTo("Quiet");
        assertThat(quiet.paper()).isEqualTo("arXiv:0000.00000");
        assertThat(quiet.kind()).isEqualTo(StrategyKind.BUFFERED);
        assertThat(strategies.all()).containsExactly(quiet);
    }

    @Test
    void injectsItsConstructor() {
        assertThat(((Quiet) strategies.find("quiet").orElseThrow().strategy()).pages).isEqualTo(7);
    }

    @Strategy(id = "quiet", title = "Quiet", paper = "arXiv:0000.00000", settings = QuietSettings.class)
    static class Quiet extends Toys.Choosing {

        private final int pages;

        Quiet(QuietSettings settings) {
            this.pages = settings.pages();
        }
    }

    @ConfigMapping(prefix = "ponder.strategies.quiet")
    interface QuietSettings {

        @WithDefault("1")
        int pages();
    }
}
