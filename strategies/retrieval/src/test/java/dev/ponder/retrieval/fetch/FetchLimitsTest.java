package dev.ponder.retrieval.fetch;

import static dev.ponder.retrieval.fetch.TestWeb.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Attempts to exhaust the server: its memory, time and connections. Each test also shows that the attempt succeeds with a limit that
 * is raised.
 */
@Timeout(60)
class FetchLimitsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private Vertx vertx;
    private TestWeb web;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        web = new TestWeb(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
    }

    /** A few kilobytes that become some megabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "raw deflate"})
    void compressionBombs(String coding) {
        byte[] bomb = compressed("a".repeat(8 * MEGABYTE).getBytes(), coding);
        assertThat(bomb.length).isLessThan(16 * 1024);
        web.page("/", request -> request.response().putHeader("content-type", "text/plain")
                .putHeader("content-encoding", coding.replace("raw ", "")).end(Buffer.buffer(bomb)));

        rejected("the page grows more than 100 times by decompression", "max-expansion", "100000", "max-body-size",
                "9M");
        rejected("larger than 2 MB", new String[]{"max-expansion", "100000"}, "max-expansion", "100000",
                "max-body-size", "9M");
    }

    @Test
    void aPageThatIsTooLargeOnlyAfterDecompression() {
        byte[] digits = new byte[3 * MEGABYTE];
        var random = new Random(1);
        IntStream.range(0, digits.length).forEach(i -> digits[i] = (byte) ('0' + random.nextInt(10)));
        byte[] page = compressed(digits, "gzip");
        assertThat(page.length).isLessThan(2 * MEGABYTE);
        web.page("/",
                request -> request.response().putHeader("content-type", "text/plain")
                        .putHeader("content-encoding", "gzip")
                        .end(Buffer.buffer(page)));

        rejected("larger than 2 MB", "max-body-size", "4M");
    }

    @ParameterizedTest
    @CsvSource({"'gzip, gzip', the compression of the page is not supported",
            "br, the compression of the page is not supported",
            "gzip, the page cannot be decompressed", "deflate, the page cannot be decompressed"})
    void unreadableCompression(String coding, String reason) {
        web.page("/",
                request -> request.response().putHeader("content-type", "text/plain")
                        .putHeader("content-encoding", coding)
                        .end("not compressed"));

        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/"))).hasMessage(reason);
    }

    /** The connection is closed as soon as the limit is reached. */
    @Test
    void aBodyWithoutEnd() throws Exception {
        var closed = new CompletableFuture<Void>();
        web.page("/", request -> {
            request.connection().closeHandler(closed::complete);
            request.response().putHeader("content-type", "text/plain").setChunked(true);
            endless(request);
        });

        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/"))).hasMessage("larger than 2 MB");
        closed.get(30, TimeUnit.SECONDS);
    }

    private void endless(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().write("x".repeat(64 * 1024)).onSuccess(written -> endless(request));
        }
    }

    @Test
    void aLargeBody() {
        web.text("/", "x".repeat(3 * MEGABYTE));

        rejected("larger than 2 MB", "max-body-size", "4M");
    }

    /** Each byte arrives in time, but all of them take too long. */
    @Test
    void aSlowBody() throws Exception {
        var closed = new CompletableFuture<Void>();
        Consumer<HttpServerRequest> slow = request -> {
            request.connection().closeHandler(ignored -> closed.complete(null));
            request.response().putHeader("content-type", "text/plain").setChunked(true);
            drip(request, request.path().equals("/40") ? 40 : Integer.MAX_VALUE);
        };
        web.page("/", slow).page("/40", slow);

        assertThatThrownBy(() -> read(web.guarded("timeout", "0.9S"), web.url("public.test", "/")))
                .hasMessage("not complete after 900 ms");
        closed.get(30, TimeUnit.SECONDS);
        assertThat(read(web.guarded("timeout", "30S"), web.url("public.test", "/40")).markdown()).hasSize(40);
    }

    private void drip(HttpServerRequest request, int left) {
        if (left == 0) {
            request.response().end();
        } else if (!request.response().closed()) {
            request.response().write("x");
            vertx.setTimer(25, fired -> drip(request, left - 1));
        }
    }

    @Test
    void aServerThatDoesNotAnswer() {
        web.page("/", request -> vertx.setTimer(800,
                fired -> request.response().putHeader("content-type", "text/plain").end("late")));

        rejected("not complete after 300 ms", new String[]{"timeout", "0.3S"}, "timeout", "30S");
    }

    @Test
    void aSlowLookUp() {
        var release = new CountDownLatch(1);
        web.text("/", "public").lookUp("slow.test", () -> await(release));

        assertThatThrownBy(() -> read(web.guarded("timeout", "0.3S"), web.url("slow.test", "/")))
                .hasMessage("not complete after 300 ms");
        release.countDown();
        assertThat(read(web.guarded(), web.url("slow.test", "/")).markdown()).isEqualTo("public");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeHeaders(boolean one) {
        web.page("/", request -> {
            int count = one ? 1 : 64;
            for (int i = 0; i < count; i++) {
                request.response().putHeader("x-" + i, "v".repeat(64 * 1024 / count));
            }
            request.response().putHeader("content-type", "text/plain").end("public");
        });

        rejected("the headers are larger than 32 KB", "max-header-size", "128K");
    }

    @Test
    void transfersOnlyWhatCanBeRead() {
        web.page("/", request -> request.response().putHeader("content-type", "video/mp4").end("x"));
        assertThatThrownBy(() -> read(web.guarded(), web.url("public.test", "/")))
                .hasMessage("not a page, text or PDF file");

        web.text("/", "x");
        assertThat(read(web.guarded(), web.url("public.test", "/")).markdown()).isEqualTo("x");
    }

    @Test
    void readsOnlySoManyPagesOfAHostAtTheSameTime() {
        assertThat(mostInParallel(web.guarded("cache-ttl", "0S"), 2)).isEqualTo(2);
        assertThat(mostInParallel(web.guarded("cache-ttl", "0S", "host-concurrency", "6"), 6)).isEqualTo(6);
    }

    /** Reads six pages of a host that answers after so many requests have arrived, and a little later for one too many. */
    private int mostInParallel(HttpPageFetcher fetcher, int expected) {
        var most = new AtomicInteger();
        var open = new ConcurrentLinkedQueue<HttpServerRequest>();
        web.page("/", request -> {
            open.add(request);
            most.accumulateAndGet(open.size(), Math::max);
            if (open.size() == expected) {
                vertx.setTimer(50, fired -> {
                    for (HttpServerRequest next = open.poll(); next != null; next = open.poll()) {
                        next.response().putHeader("content-type", "text/plain").end("x");
                    }
                });
            }
        });
        readInParallel(fetcher, 6);
        return most.get();
    }

    @Test
    void readsPagesOfAHostSoManyMillisecondsApart() {
        web.text("/", "x");
        long begin = System.nanoTime();

        readInParallel(web.guarded("cache-ttl", "0S", "host-interval", "0.15S"), 4);

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(3 * 145);
    }

    private void readInParallel(HttpPageFetcher fetcher, int times) {
        var reads = IntStream.range(0, times)
                .mapToObj(i -> fetcher.fetch(web.url("public.test", "/?" + i)).subscribe().asCompletionStage())
                .toList();
        CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** A client that disconnects closes the connection, and leaves its slot to the next. */
    @Test
    void cancelling() throws Exception {
        var arrived = new CompletableFuture<Void>();
        var closed = new CompletableFuture<Void>();
        web.text("/2", "next").page("/", request -> {
            request.connection().closeHandler(ignored -> closed.complete(null));
            arrived.complete(null);
        });
        HttpPageFetcher fetcher = web.guarded("host-concurrency", "1", "timeout", "30S");

        var first = fetcher.fetch(web.url("public.test", "/")).subscribe().with(page -> {
        });
        var waiting = fetcher.fetch(web.url("public.test", "/")).subscribe().with(page -> {
        });
        arrived.get(30, TimeUnit.SECONDS);
        waiting.cancel();
        first.cancel();

        closed.get(30, TimeUnit.SECONDS);
        assertThat(read(fetcher, web.url("public.test", "/2")).markdown()).isEqualTo("next");
    }

    private void rejected(String reason, String... raised) {
        rejected(reason, new String[0], raised);
    }

    private void rejected(String reason, String[] limits, String... raised) {
        assertThatThrownBy(() -> read(web.guarded(limits), web.url("public.test", "/")))
                .isInstanceOf(FetchException.class).hasMessage(reason);
        assertThat(read(web.guarded(raised), web.url("public.test", "/")).markdown()).isNotEmpty();
    }

    private static byte[] compressed(byte[] data, String coding) {
        var out = new ByteArrayOutputStream();
        try (OutputStream compressing = switch (coding) {
            case "deflate" -> new DeflaterOutputStream(out);
            case "raw deflate" -> new DeflaterOutputStream(out, new Deflater(9, true));
            default -> new GZIPOutputStream(out);
        }) {
            compressing.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
