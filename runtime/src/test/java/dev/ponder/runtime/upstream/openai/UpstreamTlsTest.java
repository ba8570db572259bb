package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.testing.TestConfig;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;

class UpstreamTlsTest {

    private static final String PASSWORD = "changeit";
    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    static Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    static void createCertificates() throws Exception {
        for (String name : List.of("server", "client")) {
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:localhost",
                    "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", folder.resolve(name).toString())
                    .redirectErrorStream(true).start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(output).isZero();
        }
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    private static PfxOptions store(String name) {
        return new PfxOptions().setPath(folder.resolve(name).toString()).setPassword(PASSWORD);
    }

    /** A configuration as Quarkus' registry has them. */
    private record Registered(Optional<String> keyStore, Optional<String> trustStore) implements TlsConfiguration {

        @Override
        public KeyStore getKeyStore() {
            throw new UnsupportedOperationException();
        }

        @Override
        public KeyCertOptions getKeyStoreOptions() {
            return keyStore.map(UpstreamTlsTest::store).orElse(null);
        }

        @Override
        public KeyStore getTrustStore() {
            throw new UnsupportedOperationException();
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return trustStore.map(UpstreamTlsTest::store).orElse(null);
        }

        @Override
        public SSLOptions getSSLOptions() {
            return new SSLOptions().setKeyCertOptions(getKeyStoreOptions()).setTrustOptions(getTrustStoreOptions());
        }

        @Override
        public SSLContext createSSLContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isTrustAll() {
            return false;
        }

        @Override
        public Optional<String> getHostnameVerificationAlgorithm() {
            return Optional.empty();
        }

        @Override
        public boolean usesSni() {
            return false;
        }

        @Override
        public boolean reload() {
            return false;
        }
    }

    private record Registry(TlsConfiguration only) implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.of(only).filter(present -> name.equals("models"));
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static UpstreamConfig config(TestConfig config) {
        return config.with("ponder.upstreams.a.tls-configuration-name", "models").ponder().upstreams().get("a");
    }

    private HttpServer serverThatWantsTheClientsCertificate() {
        return get(vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(store("server"))
                .setTrustOptions(store("client")).setClientAuth(ClientAuth.REQUIRED))
                .requestHandler(request -> request.response().end("authorized")).listen(0));
    }

    private HttpClient client(UpstreamTls tls, UpstreamConfig upstream) {
        var options = new HttpClientOptions();
        tls.configure(options, upstream);
        HttpClient client = vertx.createHttpClient(options);
        tls.register(client, upstream);
        return client;
    }

    private static String answer(HttpClient client, HttpServer server) {
        return get(client.request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(request -> request.send()).compose(response -> response.body())).toString();
    }

    @Test
    void callsHaveTheClientCertificateOfTheirConfiguration() {
        var tls = new UpstreamTls(new Registry(new Registered(Optional.of("client"), Optional.of("server"))));
        UpstreamConfig upstream = config(new TestConfig());
        tls.check("ponder.upstreams.a", upstream, faults);

        assertThat(faults).isEmpty();
        assertThat(answer(client(tls, upstream), serverThatWantsTheClientsCertificate())).isEqualTo("authorized");
    }

    @Test
    void renewedCertificatesAreUsedByOpenClients() {
        var tls = new UpstreamTls(new Registry(new Registered(Optional.empty(), Optional.of("server"))));
        HttpServer server = serverThatWantsTheClientsCertificate();
        HttpClient client = client(tls, config(new TestConfig()));
        assertThatThrownBy(() -> answer(client, server)).isInstanceOf(IllegalStateException.class);

        tls.renewed(new CertificateUpdatedEvent("models",
                new Registered(Optional.of("client"), Optional.of("server"))));

        assertThat(answer(client, server)).isEqualTo("authorized");
    }

    @Test
    void anUnknownConfigurationIsAFault() {
        var tls = new UpstreamTls(new Registry(new Registered(Optional.empty(), Optional.empty())));
        tls.check("ponder.upstreams.a",
                new TestConfig().with("ponder.upstreams.a.tls-configuration-name", "model").ponder().upstreams()
                        .get("a"),
                faults);
        assertThat(faults).singleElement().asString()
                .startsWith("ponder.upstreams.a.tls-configuration-name: 'model'").contains("quarkus.tls.model.");
    }

    @Test
    void twoSourcesOfTrustAreAFault() {
        var tls = new UpstreamTls(new Registry(new Registered(Optional.empty(), Optional.empty())));
        tls.check("ponder.upstreams.a", config(new TestConfig().with("ponder.upstreams.a.tls.trust-all", "true")),
                faults);
        assertThat(faults).singleElement().asString().contains("one of both");
    }
}
