package dev.ponder.retrieval.fetch;

import static dev.ponder.retrieval.fetch.TestWeb.INTERNAL;
import static dev.ponder.retrieval.fetch.TestWeb.INTERNAL_6;
import static dev.ponder.retrieval.fetch.TestWeb.PUBLIC;
import static dev.ponder.retrieval.fetch.TestWeb.SECRET;
import static dev.ponder.retrieval.fetch.TestWeb.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;

/**
 * Attempts to reach the operator's network through the fetcher. Each test also shows that the attempt reaches it without the guard:
 * with a setting that allows it, or with a client that has no guard.
 */
@Timeout(60)
class AttackListTest {

    private static final String REJECTED = "the host has no public address";

    private TestWeb web;

    @BeforeEach
    void start() throws Exception {
        web = new TestWeb(Vertx.vertx());
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
    }

    /** All forms in which the address of an internal server can be written. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1.", "2130706433", "0x7f000001", "0x7F.0.0.1", "0177.0.0.1",
            "017700000001",
            "127.1", "127.0.1", "0", "0.0.0.0", "１２７.０.０.１", "127。0。0。1", "[::1]", "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "internal.test", "INTERNAL.test.", "ｉｎｔｅｒｎａｌ.test"})
    void addressesOfInternalServers(String host) {
        rejected(web.url(host, "/"), REJECTED);
    }

    @ParameterizedTest
    @CsvSource({INTERNAL + ", " + PUBLIC, PUBLIC + ", " + INTERNAL, INTERNAL_6 + ", " + PUBLIC})
    void aPrivateAddressAmongPublicOnes(String first, String second) {
        web.text("/", "public").name("mixed.test", first, second);

        assertThatThrownBy(() -> read(web.guarded(), web.url("mixed.test", "/"))).hasMessage(REJECTED);
        assertThat(web.internalRequests()).isEmpty();
        assertThat(read(web.unguarded(), web.url("mixed.test", "/")).markdown())
                .isEqualTo(first.equals(PUBLIC) ? "public" : SECRET);
    }

    /** A client that looks up the name again when it connects reads the secret: the second look-up returns the internal address. */
    @Test
    void rebindingBetweenCheckAndConnection() throws Exception {
        web.text("/", "public").rebinding("rebinding.test", PUBLIC, INTERNAL);
        assertThat(read(web.guarded(), web.url("rebinding.test", "/")).markdown()).isEqualTo("public");
        assertThat(web.internalRequests()).isEmpty();

        web.rebinding("rebinding.test", PUBLIC, INTERNAL);
        assertThat(web.resolve("rebinding.test").get(0).getHostAddress()).isEqualTo(PUBLIC);
        assertThat(read(web.unguarded(), web.url("rebinding.test", "/")).markdown()).isEqualTo(SECRET);
    }

    @Test
    void rebindingBetweenRedirections() {
        web.redirect("/", 302, "/again").rebinding("rebinding.test", PUBLIC, INTERNAL);
        assertThatThrownBy(() -> read(web.guarded(), web.url("rebinding.test", "/"))).hasMessage(REJECTED);
        assertThat(web.internalRequests()).isEmpty();

        web.rebinding("rebinding.test", PUBLIC, INTERNAL);
        assertThat(read(web.unguarded(), web.url("rebinding.test", "/")).markdown()).isEqualTo(SECRET);
    }

    /** The page is read again after its time in the cache. */
    @Test
    void rebindingBetweenTwoRequests() {
        web.text("/", "public").rebinding("rebinding.test", PUBLIC, INTERNAL);
        HttpPageFetcher guarded = web.guarded("cache-ttl", "0S");
        assertThat(read(guarded, web.url("rebinding.test", "/")).markdown()).isEqualTo("public");
        assertThatThrownBy(() -> read(guarded, web.url("rebinding.test", "/"))).hasMessage(REJECTED);
        assertThat(web.internalRequests()).isEmpty();

        assertThat(read(web.unguarded(), web.url("rebinding.test", "/")).markdown()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"301, http://127.0.0.1:%d/", "302, http://localhost.test:%d/", "303, http://internal.test:%d/",
            "307, //127.0.0.1:%d/", "308, http://[::1]:%d/", "300, http://2130706433:%d/",
            "302, http://[::ffff:127.0.0.1]:%d/"})
    void redirectionsToInternalServers(int status, String location) {
        web.name("localhost.test", INTERNAL).redirect("/", status, String.format(location, web.port()));

        rejected(web.url("public.test", "/"), REJECTED);
    }

    @Test
    void aChainOfRedirectionsToAnInternalServer() {
        web.redirect("/", 302, "/1").redirect("/1", 302, "/2").redirect("/2", 302, web.url(INTERNAL, "/"));

        rejected(web.url("public.test", "/"), REJECTED);
    }

    /** An internal service may sit at another port of a public host. */
    @Test
    void oddPorts() {
        web.text("/", "public").redirect("/r", 302, web.url("public.test", "/"));

        assertThatThrownBy(() -> read(web.guarded("allowed-ports", "80,443"), web.url("public.test", "/")))
                .hasMessage("port " + web.port() + " is not allowed");
        assertThat(web.publicRequests()).isEmpty();
        assertThat(read(web.guarded(), web.url("public.test", "/")).markdown()).isEqualTo("public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.test", "www.public.test"})
    void deniedHosts(String host) {
        web.text("/", "public").name("www.public.test", PUBLIC).name("other.test", PUBLIC).redirect("/r", 302,
                web.url(host, "/"));

        for (String url : new String[]{web.url(host, "/"), web.url(host.toUpperCase(java.util.Locale.ROOT) + ".", "/"),
                web.url("other.test", "/r")}) {
            assertThatThrownBy(() -> read(web.guarded("denied-hosts", "public.test"), url))
                    .hasMessage("the host is not allowed");
            assertThatThrownBy(() -> read(web.guarded("allowed-hosts", "other.test,notpublic.test"), url))
                    .hasMessage("the host is not allowed");
            assertThat(read(web.guarded(), url).markdown()).isEqualTo("public");
            assertThat(read(web.guarded("allowed-hosts", "other.test,public.test"), url).markdown())
                    .isEqualTo("public");
        }
    }

    /** By its name as by its address. */
    @Test
    void deniedNetworks() {
        web.text("/", "public");

        for (String host : new String[]{"public.test", PUBLIC}) {
            assertThatThrownBy(() -> read(web.guarded("denied-networks", "127.0.0.0/30"), web.url(host, "/")))
                    .hasMessage(REJECTED);
            assertThat(read(web.guarded(), web.url(host, "/")).markdown()).isEqualTo("public");
        }
    }

    /** What looks like the host is the user of an internal server. */
    @Test
    void credentialsInUrls() throws Exception {
        String url = "http://public.test@" + INTERNAL + ":" + web.port() + "/";
        web.redirect("/", 302, url);

        assertThatThrownBy(() -> read(web.guarded(), url)).hasMessage("URLs with credentials are not read");
        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/")))
                .hasMessage("URLs with credentials are not read");
        assertThat(web.internalRequests()).isEmpty();
        assertThat(readWithoutGuard(url)).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s", "file://%s", "jar:file:%s!/a.txt", "FILE:%s"})
    void otherSchemes(String pattern, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("secret.zip");
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("a.txt"));
        }
        String url = String.format(pattern, file);
        web.redirect("/", 302, url);

        assertThatThrownBy(() -> read(web.guarded(), url)).hasMessage("only http and https URLs can be read");
        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/"))).isInstanceOf(FetchException.class);
        readWithoutGuard(url);
    }

    /** The file is asked for before the page, so it is a request that a stranger chooses as well. */
    @Test
    void robotsRedirectedToAnInternalServer() {
        web.text("/", "public").redirect("/robots.txt", 302, web.url(INTERNAL, "/"));

        assertThatThrownBy(() -> read(web.guarded("robots", "true"), web.url("public.test", "/"))).hasMessage(REJECTED);
        assertThat(web.internalRequests()).isEmpty();
        assertThat(read(web.unguarded("robots", "true"), web.url("public.test", "/")).markdown()).isEqualTo("public");
        assertThat(web.internalRequests()).hasSize(1);
    }

    @Test
    void endlessRedirections() {
        web.page("/", request -> {
            int hops = Integer.parseInt("0" + request.query());
            if (hops < 15) {
                request.response().setStatusCode(302).putHeader("location", "?" + (hops + 1)).end();
            } else {
                request.response().putHeader("content-type", "text/plain").end("the end");
            }
        });

        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/?0")))
                .hasMessage("more than 5 redirections");
        assertThat(web.publicRequests()).hasSize(6);
        assertThat(read(web.guarded("max-redirects", "15"), web.url("public.test", "/?0")).markdown())
                .isEqualTo("the end");
    }

    /** A server must not learn anything of the caller, or of an earlier hop. */
    @Test
    void cookiesAndCredentialsAreNotSent() {
        web.page("/", request -> request.response().setStatusCode(302).putHeader("set-cookie", "a=b; Path=/")
                .putHeader("location", "/2").end()).text("/2", "public");

        read(web.guarded(), web.url("public.test", "/"));

        assertThat(web.headers()).hasSize(2).allSatisfy(headers -> assertThat(headers.names()).map(String::toLowerCase)
                .containsExactlyInAnyOrder("host", "user-agent", "accept", "accept-encoding", "connection"));
    }

    private void rejected(String url, String reason) {
        assertThatThrownBy(() -> read(web.guarded(), url)).isInstanceOf(FetchException.class).hasMessage(reason);
        assertThat(web.internalRequests()).isEmpty();

        assertThat(read(web.unguarded(), url).markdown()).isEqualTo(SECRET);
        assertThat(web.internalRequests()).hasSize(1);
    }

    private static String readWithoutGuard(String url) throws Exception {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
