package dev.ponder.retrieval.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.retrieval.fetch.PinnedHttpClient.NotConnected;
import dev.ponder.retrieval.fetch.address.IpLiteral;
import dev.ponder.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;

/** The address is chosen by the fetcher, but the certificate must be that of the host in the URL. */
@Timeout(60)
class PinnedTlsTest {

    private static final InetAddress SERVER = IpLiteral.parse("127.0.0.2").orElseThrow();

    private static final String PASSWORD = "for a test";

    @TempDir
    private static Path folder;
    private static PfxOptions certificate;

    private Vertx vertx;
    private int port;

    /** Signed by itself, so that it is also the one to trust. */
    @BeforeAll
    static void createCertificate() throws Exception {
        String file = folder.resolve("public.p12").toString();
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias", "public", "-keyalg", "EC", "-dname", "CN=public.test", "-ext", "san=dns:public.test",
                "-storetype", "PKCS12",
                "-keystore", file, "-storepass", PASSWORD).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        certificate = new PfxOptions().setPath(file).setPassword(PASSWORD);
    }

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        port = vertx.createHttpServer(new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(certificate))
                .requestHandler(request -> request.response()
                        .end(request.connection().indicatedServerName() + " " + request.getHeader("host")))
                .listen(0, SERVER.getHostAddress()).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void namesTheHostOfTheUrl() {
        assertThat(read("public.test", new HttpClientOptions().setTrustOptions(certificate)))
                .isEqualTo("public.test public.test:" + port);
    }

    @Test
    void rejectsTheCertificateOfAnotherHost() {
        assertThatThrownBy(() -> read("other.test", new HttpClientOptions().setTrustOptions(certificate)))
                .isInstanceOf(NotConnected.class);
        assertThat(read("other.test", new HttpClientOptions().setTrustOptions(certificate).setVerifyHost(false)))
                .startsWith("other.test");
    }

    @Test
    void rejectsACertificateThatNobodyTrusts() {
        assertThatThrownBy(() -> read("public.test", new HttpClientOptions())).isInstanceOf(NotConnected.class);
        assertThat(read("public.test", new HttpClientOptions().setTrustAll(true))).startsWith("public.test");
    }

    private String read(String host, HttpClientOptions tls) {
        return new PinnedHttpClient(vertx, new TestConfig().of(FetchConfig.class), tls)
                .get(PageUrl.parse("https://" + host + ":" + port + "/", 2048), SERVER, Map.of(),
                        (status, headers) -> 1024)
                .await().atMost(Duration.ofSeconds(30)).body().toString();
    }
}
