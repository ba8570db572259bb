package dev.ponder.app;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * Makes the system's send buffer as small as a test asks for: the megabytes that a loopback grants would swallow a reply
 * before a slow reader could hold it back.
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
