package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.ponder.runtime.config.UpstreamConfig;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;

/** TLS of calls to upstreams: their own settings, or a configuration of Quarkus' TLS registry. */
@Singleton
class UpstreamTls {

    private static final Logger LOG = Logger.getLogger("dev.ponder.reload");
    private static final String SETTING = ".tls-configuration-name";

    private final TlsConfigurationRegistry registry;
    /** By the name of their configuration. */
    private final Map<String, List<HttpClient>> clients = new ConcurrentHashMap<>();

    UpstreamTls(TlsConfigurationRegistry registry) {
        this.registry = registry;
    }

    /** Checks the settings of an upstream. */
    void check(String property, UpstreamConfig upstream, List<String> faults) {
        UpstreamConfig.TlsConfig tls = upstream.tls();
        tls.caFile().ifPresent(file -> check(property, file, faults));
        upstream.tlsConfigurationName().ifPresent(name -> {
            if (registry.get(name).isEmpty()) {
                faults.add(property + SETTING + ": '" + name + "' (expected a configuration in quarkus.tls." + name
                        + ".*)");
            }
            if (tls.caFile().isPresent() || tls.trustAll()) {
                faults.add(property + SETTING + ": '" + name + "', while " + property + ".tls.* is set too"
                        + " (expected one of both)");
            }
        });
    }

    /** Applies the settings of an upstream. */
    void configure(HttpClientOptions options, UpstreamConfig upstream) {
        Optional<TlsConfiguration> registered = upstream.tlsConfigurationName().flatMap(registry::get);
        if (registered.isPresent()) {
            TlsConfigUtils.configure(options, registered.get());
            return;
        }
        options.setTrustAll(upstream.tls().trustAll()).setVerifyHost(!upstream.tls().trustAll());
        upstream.tls().caFile()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    }

    /** Keeps the certificates of a client up to date. */
    void register(HttpClient client, UpstreamConfig upstream) {
        upstream.tlsConfigurationName().ifPresent(name -> clients
                .computeIfAbsent(name, first -> new CopyOnWriteArrayList<>()).add(client));
    }

    void renewed(@Observes CertificateUpdatedEvent renewed) {
        clients.getOrDefault(renewed.name(), List.of())
                .forEach(client -> client.updateSSLOptions(renewed.tlsConfiguration().getSSLOptions())
                        .onFailure(failure -> LOG
                                .errorf("quarkus.tls.%s: the renewed certificates cannot be used for calls"
                                        + " to upstreams: %s", renewed.name(), failure.getClass().getName())));
    }

    private static void check(String property, Path file, List<String> faults) {
        try (InputStream pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(pem).isEmpty()) {
                faults.add(property + ".tls.ca-file: '" + file + "' contains no certificate (expected a PEM file)");
            }
        } catch (IOException | CertificateException e) {
            faults.add(property + ".tls.ca-file: '" + file + "' cannot be read as certificates (expected a PEM file): "
                    + e.getClass().getSimpleName());
        }
    }
}
