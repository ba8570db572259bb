package dev.ponder.app;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * Sets the size of the system's send buffer for tests. By default it grows to megabytes on the loopback interface, which would
 * hide back-pressure from a slow reader.
 */
@Singleton
class SendBuffer implements HttpServerOptionsCustomizer {

    private final Optional<Integer> bytes;

    SendBuffer(@ConfigProperty(name = "soak.send-buffer") Optional<Integer> bytes) {
        this.bytes = bytes;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        bytes.ifPresent(options::setSendBufferSize);
    }
}
