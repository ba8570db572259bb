package dev.ponder.runtime.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.Setting;
import dev.ponder.runtime.config.SettingsCatalog;
import dev.ponder.runtime.config.SharedSettings;
import dev.ponder.runtime.security.access.ClientRegistry;
import dev.ponder.runtime.security.access.ExposureCheck;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Fails startup if a setting is wrong, or if there is no upstream and no model, and logs what the server serves. */
class StartupCheck {

    private static final Logger LOG = Logger.getLogger("dev.ponder");
    /** Before any other observer, which may use an upstream. */
    private static final int FIRST = 1;

    void start(@Observes @Priority(FIRST) StartupEvent started, @All List<UpstreamFactory> factories,
            UpstreamRegistry upstreams, StrategyRegistry strategies, StrategySelector selector, ModelRegistry models,
            ClientRegistry clients, ExposureCheck exposure, PonderConfig config) {
        SettingsCheck settings = settings(strategies);
        var faults = new ArrayList<>(settings.faults());
        factories.forEach(factory -> faults.addAll(factory.faults()));
        faults.addAll(clients.faults());
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
        if (upstreams.all().isEmpty() && models.all().isEmpty()) {
            throw new ConfigurationException(
                    "no upstream and no served model: set OPENAI_BASE_URL, OPENAI_API_KEY or both for the default"
                            + " upstream, PONDER_PROVIDER and the provider's key, ponder.upstreams.<name>.base-url for named ones, or ponder.sim.enabled=true"
                            + " (PONDER_SIM_ENABLED=true) for the simulated model");
        }
        settings.unknown(System.getenv().keySet()).forEach(LOG::warn);
        exposure.warning().ifPresentOrElse(LOG::warn, () -> LOG.infof("access: %s, clients: %d", exposure.state(),
                clients.all().size()));
        config.kserve().serviceName().filter(name -> models.find(name).isEmpty()).ifPresent(name -> LOG.warnf(
                "ponder.kserve.service-name: '%s' is not a model (expected the model behind it in ponder.kserve.model)",
                name));
        LOG.infof("upstreams: %s", upstreams.routes().stream()
                .map(route -> route.upstream().name() + " (" + route.address() + ")")
                .collect(Collectors.joining(", ")));
        if (!models.all().isEmpty()) {
            LOG.infof("served models: %s",
                    models.all().stream().map(RegisteredModel::name).collect(Collectors.joining(", ")));
        }
        LOG.infof("strategies: %s; default strategy: %s", strategies.ids(), selector.byDefault());
        List<String> changed = settings.changed();
        if (!changed.isEmpty()) {
            LOG.infof("settings that differ from their defaults: %s", String.join(", ", changed));
        }
        PonderServer.stopAtOnceOnInterrupt();
    }

    private static SettingsCheck settings(StrategyRegistry strategies) {
        var settings = new ArrayList<Setting>(SettingsCatalog.of(PonderConfig.class, "ponder"));
        settings.addAll(SharedSettings.all());
        strategies.all().stream().filter(strategy -> strategy.settings().isInterface())
                .forEach(strategy -> settings.addAll(
                        SettingsCatalog.of(strategy.settings(), "ponder.strategies." + strategy.id())));
        return new SettingsCheck(ConfigProvider.getConfig(), settings);
    }
}
