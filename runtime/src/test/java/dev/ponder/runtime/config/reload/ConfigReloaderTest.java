package dev.ponder.runtime.config.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.metrics.ReloadMetrics;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.testing.VirtualTime;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ConfigReloaderTest {

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();
    private final List<String> changed = new ArrayList<>();
    private final List<PonderConfig> used = new ArrayList<>();
    private final ReloadMetrics metrics = new ReloadMetrics() {

        @Override
        public void watched(String property, BooleanSupplier used) {
            // Tested by FileWatcherTest
        }

        @Override
        public void reloaded(String property, boolean used) {
            // Tested by FileWatcherTest
        }

        @Override
        public void changed(String setting) {
            changed.add(setting);
        }
    };
    private final FileWatcher watcher = new FileWatcher(time, new ThreadOffload(Runnable::run), metrics);

    private final ReloadableSettings user = new ReloadableSettings() {

        @Override
        public void check(PonderConfig changed) {
            if (changed.defaultStrategy().equals("unknown")) {
                throw new IllegalArgumentException("ponder.default-strategy: 'unknown' (expected a strategy)");
            }
        }

        @Override
        public void use(PonderConfig changed) {
            used.add(changed);
        }
    };

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The configuration as the server reads it at its start. */
    private static SmallRyeConfig running(Path file, Map<String, String> others) throws IOException {
        return new SmallRyeConfigBuilder().withCustomizers(new QuarkusConfigBuilderCustomizer())
                .addDefaultInterceptors().addDiscoveredConverters().withValidateUnknown(false)
                .withSources(ConfigFileSourceFactory.source(file,
                        ConfigFile.properties(file, Files.readString(file))),
                        new PropertiesConfigSource(others, "others", 400))
                .withMapping(PonderConfig.class, "ponder").build();
    }

    private void start(Path file, ReloadableSettings... more) throws IOException {
        var users = new ArrayList<>(List.of(more));
        users.add(user);
        new ConfigReloader(users, watcher, metrics).start(file,
                running(file, Map.of("ponder.limits.quorum", "2")));
    }

    private void change(String name, String text) throws IOException {
        file(name, text);
        time.advance(FileWatcher.INTERVAL.plus(FileWatcher.SETTLING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "c.properties | ponder.default-strategy=moa;ponder.limits.max-calls=9;ponder.limits.deadline=5S",
            "c.yaml | ponder:;  default-strategy: moa;  limits:;    max-calls: 9;    deadline: 5S",
            "c.yml | ponder.default-strategy: moa;ponder.limits:;  max-calls: 9;  deadline: 5S"})
    void changedSettingsAreUsedWithoutRestart(String name, String lines) throws IOException {
        start(file(name, name.endsWith("s") ? "ponder.default-strategy=re2" : "ponder.default-strategy: re2"));
        assertThat(used).isEmpty();

        change(name, lines.replace(';', '\n'));

        assertThat(used).singleElement().satisfies(config -> {
            assertThat(config.defaultStrategy()).isEqualTo("moa");
            assertThat(config.limits().maxCalls()).isEqualTo(9);
            assertThat(config.limits().deadline()).isEqualTo(Duration.ofSeconds(5));
            assertThat(config.limits().quorum()).isEqualTo(2);
        });
        assertThat(changed).containsExactly("ponder.default-strategy", "ponder.limits.deadline",
                "ponder.limits.max-calls");
    }

    @Test
    void aRemovedSettingHasItsDefaultAgain() throws IOException {
        start(file("c.properties", "ponder.streaming.emulation.enabled=false\nponder.limits.max-calls=9"));
        change("c.properties", "ponder.limits.max-calls=9");

        assertThat(used).singleElement()
                .satisfies(config -> assertThat(config.streaming().emulation().enabled()).isTrue());
    }

    @Test
    void pricesOfModelsChange() throws IOException {
        var running = running(file("c.yaml", "ponder:\n  prices:\n    gpt-4.1*:\n      input: 2"), Map.of());
        var prices = new PriceTable(running.getConfigMapping(PonderConfig.class));
        start(folder.resolve("c.yaml"), prices);
        assertThat(prices.cost("gpt-4.1-mini", Usage.of(1_000_000, 0))).hasValueSatisfying(
                cost -> assertThat(cost).isEqualByComparingTo(BigDecimal.valueOf(2)));

        change("c.yaml", "ponder:\n  prices:\n    gpt-4.1*:\n      input: 3");

        assertThat(prices.cost("gpt-4.1-mini", Usage.of(1_000_000, 0))).hasValueSatisfying(
                cost -> assertThat(cost).isEqualByComparingTo(BigDecimal.valueOf(3)));
        assertThat(changed).containsExactly("ponder.prices.*.input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ponder.limits.max-calls=many", "ponder.limits.max-calls=0", "ponder.limits.deadline=soon",
            "ponder.default-strategy=unknown", "ponder.prices.m.output=3", "ponder.streaming.emulation.enabled=perhaps",
            "ponder.streaming.emulation.chunking=syllables", "ponder.limits.max-calls=\\u12"})
    void aWrongFileKeepsAllSettings(String line) throws IOException {
        start(file("c.properties", "ponder.limits.max-calls=9"));
        change("c.properties", "ponder.limits.max-tokens=5\n" + line);

        assertThat(used).isEmpty();
        assertThat(watcher.files()).singleElement().satisfies(file -> assertThat(file.fault()).hasValueSatisfying(
                fault -> assertThat(fault).startsWith("ponder.config-file: '")));

        change("c.properties", "ponder.limits.max-tokens=5");
        assertThat(used).singleElement().satisfies(config -> assertThat(config.limits().maxTokens()).isEqualTo(5));
        assertThat(watcher.files()).singleElement().satisfies(file -> assertThat(file.fault()).isEmpty());
    }

    @Test
    void aWrongYamlFileIsReportedByLine() throws IOException {
        start(file("c.yaml", "ponder:\n  limits:\n    max-calls: 9"));
        change("c.yaml", "ponder:\n  limits:\n    max-calls: 9\n    max-calls: 8");

        assertThat(watcher.files().get(0).fault()).hasValueSatisfying(
                fault -> assertThat(fault).contains("line 4", "duplicate key max-calls"));
    }

    /** The value of the other source, which takes precedence, stays. */
    @Test
    void changesWithoutEffectAreNoChanges() throws IOException {
        start(file("c.properties", "ponder.limits.quorum=1\nponder.admission.max-requests=5"));
        change("c.properties", "ponder.limits.quorum=3\nponder.admission.max-requests=6\nponder.misspelt=1\nother=2");

        assertThat(used).singleElement().satisfies(config -> assertThat(config.limits().quorum()).isEqualTo(2));
        assertThat(changed).isEmpty();
    }

    @Test
    void listsAndQuotedKeysOfYamlAreProperties() {
        assertThat(ConfigFile.properties(Path.of("a.yaml"),
                "ponder:\n  upstreams:\n    \"a.b\":\n      models: [m1, \"m,2\"]\n      api-key:\n"))
                .containsOnly(Map.entry("ponder.upstreams.\"a.b\".models", "m1,m\\,2"),
                        Map.entry("ponder.upstreams.\"a.b\".api-key", ""));
        assertThat(ConfigFile.properties(Path.of("a.yaml"), "# nothing\n")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigFile.properties(Path.of("a.yaml"), "- a"));
    }
}
