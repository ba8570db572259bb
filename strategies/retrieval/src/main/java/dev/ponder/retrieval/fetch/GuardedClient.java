package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.ponder.retrieval.fetch.PinnedHttpClient.BodyLimit;
import dev.ponder.retrieval.fetch.PinnedHttpClient.NotConnected;
import dev.ponder.retrieval.fetch.PinnedHttpClient.Reply;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;

/**
 * Sends GET requests to hosts that strangers choose. For each request, and again for each redirection, it checks the URL, looks up
 * the host once, checks all its addresses, and connects to one of these. Thread-safe.
 */
final class GuardedClient {

    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int MAX_ADDRESSES = 3;

    private final FetchConfig config;
    private final HostResolver resolver;
    private final EgressPolicy policy;
    private final PinnedHttpClient client;
    private final RequestLimiter hosts;
    private final RequestLimiter all;

    GuardedClient(FetchConfig config, HostResolver resolver, Vertx vertx) {
        this.config = config;
        this.resolver = resolver;
        this.policy = new EgressPolicy(config);
        this.client = new PinnedHttpClient(vertx, config, new HttpClientOptions());
        this.hosts = new RequestLimiter(vertx, config.hostConcurrency(), config.hostInterval());
        this.all = new RequestLimiter(vertx, config.concurrency(), Duration.ZERO);
    }

    /**
     * A response that is not a redirection.
     *
     * @param url where it was found
     */
    record Found(PageUrl url, Reply reply) {}

    /**
     * The response, or a {@link FetchException}.
     *
     * @param permission asked before each request, also after redirections; fails if it is not to be sent
     * @param limit of the body of a response that is not a redirection
     */
    Uni<Found> get(PageUrl url, String accept, Function<PageUrl, Uni<Void>> permission, BodyLimit limit) {
        return follow(url, 0, headers(accept), permission, limit);
    }

    private Map<String, String> headers(String accept) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("user-agent", config.userAgent());
        headers.put("accept", accept);
        headers.put("accept-encoding", BodyDecoder.ACCEPTED);
        return headers;
    }

    private Uni<Found> follow(PageUrl url, int redirections, Map<String, String> headers,
            Function<PageUrl, Uni<Void>> permission, BodyLimit limit) {
        policy.check(url);
        BodyLimit unlessRedirected = (status, head) -> redirects(status) ? 0 : limit.of(status, head);
        return permission.apply(url)
                .chain(() -> hosts.run(url.host(), all.run("", send(url, headers, unlessRedirected))))
                .chain(reply -> redirects(reply.status())
                        ? follow(target(url, reply, redirections), redirections + 1, headers, permission, limit)
                        : Uni.createFrom().item(new Found(url, reply)));
    }

    private static boolean redirects(int status) {
        return status >= MULTIPLE_CHOICES && status < BAD_REQUEST;
    }

    private PageUrl target(PageUrl from, Reply reply, int redirections) {
        String location = reply.headers().get("location");
        if (location == null) {
            throw new FetchException(String.valueOf(reply.status()));
        }
        if (redirections >= config.maxRedirects()) {
            throw new FetchException("more than " + config.maxRedirects() + " redirections");
        }
        return from.redirected(location, config.maxUrlLength());
    }

    private Uni<Reply> send(PageUrl url, Map<String, String> headers, BodyLimit limit) {
        return addresses(url).invoke(policy::check).chain(vetted -> send(url, vetted, 0, headers, limit));
    }

    private Uni<List<InetAddress>> addresses(PageUrl url) {
        if (url.address().isPresent()) {
            return Uni.createFrom().item(List.of(url.address().get()));
        }
        return Uni.createFrom().item(() -> {
            try {
                return resolver.resolve(url.host());
            } catch (UnknownHostException unknown) {
                throw EgressPolicy.noPublicAddress();
            }
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Tries the addresses one after the other. */
    private Uni<Reply> send(PageUrl url, List<InetAddress> vetted, int index, Map<String, String> headers,
            BodyLimit limit) {
        return client.get(url, vetted.get(index), headers, limit)
                .onFailure(NotConnected.class).recoverWithUni(
                        () -> index + 1 < Math.min(vetted.size(), MAX_ADDRESSES)
                                ? send(url, vetted, index + 1, headers, limit)
                                : Uni.createFrom().failure(new FetchException("no connection to the host")));
    }
}
