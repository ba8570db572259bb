package dev.ponder.evaluation;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param baseUrl the address with the version, such as {@code http://localhost:8080/v1}
 * @param model the model without strategy
 * @param key the API key
 * @param timeout the time limit of a request
 */
public record EvaluationTarget(URI baseUrl, String model, Optional<String> key, Duration timeout) {

    URI path(String path) {
        String base = baseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
