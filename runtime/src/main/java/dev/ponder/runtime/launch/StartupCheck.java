package dev.ponder.runtime.launch;

import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.quarkus.runtime.StartupEvent;

/** Fails startup if no upstream and no model is configured, and logs what the server serves. */
class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);

    void start(@Observes StartupEvent started, UpstreamRegistry upstreams, StrategyRegistry strategies,
            StrategySelector selector, ModelRegistry models, PonderConfig config) {
        if (upstreams.all().isEmpty() && models.all().isEmpty()) {
            throw new IllegalStateException(
                    "no upstream and no served model: set OPENAI_BASE_URL, OPENAI_API_KEY or both for the default"
                            + " upstream, ponder.upstreams.<name>.base-url for named ones, or ponder.sim.enabled=true"
                            + " (PONDER_SIM_ENABLED=true) for the simulated model");
        }
        config.kserve().serviceName().filter(name -> models.find(name).isEmpty()).ifPresent(name -> LOG.warnf(
                "ponder.kserve.service-name: '%s' is not a model (expected the model behind it in ponder.kserve.model)",
                name));
        LOG.infof("upstreams: %s; served models: %s; strategies: %s; default strategy: %s",
                String.join(", ", upstreams.all().stream().map(Upstream::name).toList()),
                String.join(", ", models.all().stream().map(RegisteredModel::name).toList()), strategies.ids(),
                selector.byDefault());
    }
}
