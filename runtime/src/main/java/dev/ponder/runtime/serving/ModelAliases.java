package dev.ponder.runtime.serving;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.config.KServeConfig;
import dev.ponder.runtime.config.PonderConfig;

/** Names that the operator gave to models with or without a strategy. They are names in every protocol. */
@ApplicationScoped
public class ModelAliases {

    private final Map<String, String> models;

    /** Reads the names. */
    public ModelAliases(PonderConfig config) {
        this.models = Collections.unmodifiableMap(read(config.kserve()));
    }

    /** All names, and what each stands for. */
    public Map<String, String> all() {
        return models;
    }

    /** What the name stands for; itself, when it is no alias. */
    public String resolve(String model) {
        return models.getOrDefault(model, model);
    }

    private static Map<String, String> read(KServeConfig config) {
        Map<String, String> models = new LinkedHashMap<>();
        config.models().forEach((name, model) -> models.put(name, model.model()));
        config.model().ifPresent(model -> models.put(serviceName(config, model), model));
        return models;
    }

    private static String serviceName(KServeConfig config, String model) {
        return config.serviceName().orElseThrow(() -> new IllegalStateException("ponder.kserve.model: '" + model
                + "' has no name for clients (expected one in ponder.kserve.service-name, which KServe sets by"
                + " INFERENCE_SERVICE_NAME)"));
    }
}
