package dev.ponder.runtime.config.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.Setting;
import dev.ponder.runtime.config.SettingsCatalog;
import dev.ponder.runtime.metrics.ReloadMetrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Uses changes of {@code ponder.config-file} while the server runs. */
@Singleton
class ConfigReloader {

    private static final Logger LOG = Logger.getLogger("dev.ponder.reload");
    private static final List<String> RELOADABLE = List.of("ponder.default-strategy", "ponder.streaming.emulation.",
            "ponder.prices.", "ponder.limits.max-calls", "ponder.limits.max-tokens", "ponder.limits.deadline",
            "ponder.limits.max-parallel-calls", "ponder.limits.quorum", "ponder.limits.max-choices",
            "ponder.limits.max-body-size", "ponder.limits.max-timeout");
    private static final String OF_STRATEGIES = "ponder.strategies.";
    private static final String EMULATION = ".streaming.emulation";

    private final Iterable<ReloadableSettings> users;
    private final FileWatcher watcher;
    private final ReloadMetrics metrics;
    private final List<Setting> settings = new ArrayList<>();
    private @Nullable Candidate current;

    @Inject
    ConfigReloader(Instance<ReloadableSettings> users, FileWatcher watcher, ReloadMetrics metrics) {
        this((Iterable<ReloadableSettings>) users, watcher, metrics);
    }

    ConfigReloader(Iterable<ReloadableSettings> users, FileWatcher watcher, ReloadMetrics metrics) {
        this.users = users;
        this.watcher = watcher;
        this.metrics = metrics;
    }

    /** A content of the file, with all other sources. */
    private record Candidate(Map<String, String> file, SmallRyeConfig all, PonderConfig ponder) {}

    void start(@Observes StartupEvent started, PonderConfig config) {
        config.configFile().ifPresent(file -> start(file, ConfigProvider.getConfig().unwrap(SmallRyeConfig.class)));
    }

    /** The file may have changed since the configuration was read. */
    void start(Path file, SmallRyeConfig running) {
        settings.addAll(SettingsCatalog.of(PonderConfig.class, "ponder"));
        Map<String, String> used = StreamSupport.stream(running.getConfigSources().spliterator(), false)
                .filter(source -> ConfigFileSourceFactory.isOf(file, source))
                .findFirst().map(ConfigSource::getProperties).orElse(Map.of());
        current = candidate(file, used, running);
        WatchedFile<Candidate> watched = watcher.watch(ConfigFileSourceFactory.PROPERTY, file,
                text -> candidate(file, ConfigFile.properties(file, text), running), this::use);
        use(watched.value());
    }

    private Candidate candidate(Path file, Map<String, String> properties, SmallRyeConfig running) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withCustomizers(new QuarkusConfigBuilderCustomizer())
                .addDefaultInterceptors().addDiscoveredConverters()
                .withProfiles(running.getProfiles())
                .withMapping(PonderConfig.class, "ponder").withValidateUnknown(false);
        running.getConfigSources().forEach(source -> {
            if (!ConfigFileSourceFactory.isOf(file, source)) {
                builder.withSources(source);
            }
        });
        SmallRyeConfig all = builder.withSources(ConfigFileSourceFactory.source(file, properties)).build();
        var faults = new ArrayList<String>();
        properties.forEach((name, value) -> settings.stream().filter(setting -> setting.matches(name)).findFirst()
                .flatMap(setting -> setting.fault(name, value, all)).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        PonderConfig ponder = all.getConfigMapping(PonderConfig.class);
        users.forEach(user -> user.check(ponder));
        return new Candidate(properties, all, ponder);
    }

    private void use(Candidate changed) {
        Candidate before = Objects.requireNonNull(current);
        var names = new TreeSet<>(before.file().keySet());
        names.addAll(changed.file().keySet());
        names.removeIf(name -> Objects.equals(before.file().get(name), changed.file().get(name)));
        if (names.isEmpty()) {
            return;
        }
        users.forEach(user -> user.use(changed.ponder()));
        current = changed;
        names.forEach(name -> report(name, before, changed));
    }

    private void report(String name, Candidate before, Candidate changed) {
        String old = before.all().getConfigValue(name).getValue();
        String value = changed.all().getConfigValue(name).getValue();
        Setting setting = settings.stream().filter(known -> known.matches(name)).findFirst().orElse(null);
        if (setting == null && name.startsWith("ponder.")) {
            LOG.warnf("ponder.config-file: %s is not a setting of the server, or has an effect after a restart only",
                    name);
        } else if (!isReloadable(name)) {
            LOG.warnf("ponder.config-file: the change of %s has an effect after a restart only", name);
        } else if (Objects.equals(old, value)) {
            LOG.warnf("ponder.config-file: the change of %s has no effect, because %s sets it too (expected it in one"
                    + " place)", name, changed.all().getConfigValue(name).getConfigSourceName());
        } else {
            LOG.infof("ponder.config-file: %s is %s from now on (before: %s)", name, shown(value), shown(old));
            metrics.changed(setting == null ? name : setting.name());
        }
    }

    private static boolean isReloadable(String name) {
        return RELOADABLE.stream()
                .anyMatch(prefix -> prefix.endsWith(".") ? name.startsWith(prefix) : name.equals(prefix))
                || name.startsWith(OF_STRATEGIES) && name.endsWith(EMULATION);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not set" : "'" + value + "'";
    }
}
