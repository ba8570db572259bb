package dev.ponder.runtime.serving;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.ponder.runtime.config.KServeConfig;
import dev.ponder.runtime.config.PonderConfig;

/** The operator's names for models with or without a strategy; they are valid in every protocol. */
@Singleton
public class ModelAliases {

    private static final Logger LOG = Logger.getLogger(ModelAliases.class);

    private final Map<String, String> models;

    /** Reads the names from the configuration. */
    public ModelAliases(PonderConfig config) {
        this.models = Collections.unmodifiableMap(read(config));
    }

    /** Each name with the model that it stands for. */
    public Map<String, String> all() {
        return models;
    }

    /** The model that the name stands for; the name itself if it is not an alias. */
    public String resolve(String model) {
        return models.getOrDefault(model, model);
    }

    private static Map<String, String> read(PonderConfig config) {
        Map<String, String> models = new LinkedHashMap<>();
        config.models().aliases().forEach((name, model) -> models.put(name, model.model()));
        KServeConfig kserve = config.kserve();
        kserve.models().forEach((name, model) -> put(models, name, model.model()));
        kserve.model().ifPresent(model -> models.put(serviceName(kserve, model), model));
        return models;
    }

    private static void put(Map<String, String> models, String name, String model) {
        String replaced = models.put(name, model);
        if (replaced != null && !replaced.equals(model)) {
            LOG.warnf("ponder.models.%s.model: '%s' is ignored, because ponder.kserve.models.%s.model is '%s'"
                    + " (expected one of both properties)", name, replaced, name, model);
        }
    }

    private static String serviceName(KServeConfig config, String model) {
        return config.serviceName().orElseThrow(() -> new IllegalStateException("ponder.kserve.model: '" + model
                + "' has no name for clients (expected one in ponder.kserve.service-name, which KServe sets by"
                + " INFERENCE_SERVICE_NAME)"));
    }
}
