package dev.ponder.runtime.record.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.RecordConfig.HttpConfig;

/** Sends records by POST, as JSON lines. Failures of the connection, 408, 429 and 5xx are repeated. */
public final class HttpRecordSink implements RecordSink {

    private static final Duration FIRST_DELAY = Duration.ofMillis(500);

    private final HttpConfig config;
    private final URI url;
    private final Duration firstDelay;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable HttpClient client;

    /** A sink. Throws an {@link IllegalArgumentException} if the address is none of HTTP. */
    public HttpRecordSink(HttpConfig config) {
        this(config, FIRST_DELAY);
    }

    /** @param firstDelay the time before the first repetition; each further one waits twice as long */
    HttpRecordSink(HttpConfig config, Duration firstDelay) {
        this.config = config;
        this.url = URI.create(config.url().orElseThrow());
        if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("no address of HTTP");
        }
        this.firstDelay = firstDelay;
    }

    /** Without the query and the user, which may be secret. */
    @Override
    public String name() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getPath();
    }

    @Override
    public void write(List<byte[]> lines) throws IOException, InterruptedException {
        HttpRequest request = request(lines);
        Duration delay = firstDelay;
        for (int left = config.retries();; left--) {
            String failure = attempt(request);
            if (failure == null) {
                return;
            }
            if (left <= 0 || closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(failure);
            }
            delay = delay.multipliedBy(2);
        }
    }

    /** Why the attempt failed and may be repeated; null if it succeeded. */
    private @Nullable String attempt(HttpRequest request) throws IOException, InterruptedException {
        int status;
        try {
            status = client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return e.toString();
        }
        if (status >= 200 && status < 300) {
            return null;
        }
        String failure = "status " + status;
        if (status == 408 || status == 429 || status >= 500) {
            return failure;
        }
        throw new IOException(failure);
    }

    private HttpRequest request(List<byte[]> lines) {
        var body = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            body.writeBytes(line);
            body.write('\n');
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(config.timeout())
                .header("Content-Type", "application/x-ndjson");
        config.headers().forEach(request::setHeader);
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build();
    }

    private HttpClient client() {
        HttpClient created = client;
        if (created == null) {
            created = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.timeout())
                    .build();
            client = created;
        }
        return created;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
