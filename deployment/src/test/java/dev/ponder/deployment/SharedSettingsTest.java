package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings that are neither those of the server nor of one strategy. */
class SharedSettingsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.of()
            .overrideConfigKey("ponder.default-strategy", "wise")
            .overrideConfigKey("ponder.shared.size", "2")
            .setLogRecordPredicate(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(entries -> assertThat(entries).extracting(LogRecord::getMessage)
                    .noneMatch(text -> text.startsWith("ponder.shared.")));

    @Inject
    Shared shared;

    /** The log of the start is checked, too. */
    @Test
    void areKnown() {
        assertThat(shared.size()).isEqualTo(2);
    }

    @Strategy(id = "wise", title = "Wise")
    static class Wise extends Toys.Choosing {
    }

    /** Settings of several strategies. */
    @ConfigMapping(prefix = "ponder.shared")
    public interface Shared {

        /** A size. */
        @WithDefault("1")
        int size();
    }
}
