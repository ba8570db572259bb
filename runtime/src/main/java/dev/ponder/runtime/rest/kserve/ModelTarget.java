package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.NotAllowedException;

import dev.ponder.runtime.serving.Hook;

/**
 * A model and the hook method that a V1 path such as {@code /v1/models/<name>:predict} names. The name may contain
 * colons: only the last one separates the method.
 */
public record ModelTarget(String model, Hook hook) {

    private static final List<Hook> HOOKS = List.of(Hook.PREDICT, Hook.EXPLAIN);

    /** The target of a POST. Fails with 405 for a path without a method. */
    static ModelTarget ofPost(String path) {
        return parse(path).orElseThrow(() -> new NotAllowedException("GET"));
    }

    /** The model name of a GET. Fails with 405 for a path with a method. */
    public static String ofGet(String path) {
        if (parse(path).isPresent()) {
            throw new NotAllowedException("POST");
        }
        return path;
    }

    private static Optional<ModelTarget> parse(String path) {
        return HOOKS.stream().filter(hook -> path.endsWith(":" + hook.method())).findFirst()
                .map(hook -> new ModelTarget(path.substring(0, path.length() - hook.method().length() - 1), hook));
    }
}
