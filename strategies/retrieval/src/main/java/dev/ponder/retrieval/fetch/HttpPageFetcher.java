package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.ponder.retrieval.fetch.PinnedHttpClient.BodyLimit;
import dev.ponder.retrieval.fetch.PinnedHttpClient.NotConnected;
import dev.ponder.retrieval.fetch.PinnedHttpClient.Reply;
import dev.ponder.retrieval.page.PageReader;
import dev.ponder.retrieval.page.PageText;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;

/** Fetches pages over HTTP. */
@Singleton
@DefaultBean
class HttpPageFetcher implements PageFetcher {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final FetchConfig config;
    private final HostResolver resolver;
    private final Clock clock;
    private final EgressPolicy policy;
    private final PinnedHttpClient client;
    private final BodyDecoder decoder;
    private final PageReader reader = new PageReader();

    @Inject
    HttpPageFetcher(FetchConfig config, HostResolver resolver, Vertx vertx, Clock clock) {
        this.config = config;
        this.resolver = resolver;
        this.clock = clock;
        this.policy = new EgressPolicy(config);
        this.client = new PinnedHttpClient(vertx, config);
        this.decoder = new BodyDecoder(config.maxExpansion());
    }

    @Override
    public Uni<FetchedPage> fetch(String url) {
        return Uni.createFrom().deferred(() -> load(PageUrl.parse(url, config.maxUrlLength()), 0))
                .ifNoItem().after(config.timeout()).failWith(
                        () -> new FetchException("no answer within " + config.timeout().toMillis() + " ms"));
    }

    private Uni<FetchedPage> load(PageUrl url, int redirections) {
        policy.check(url);
        return addresses(url)
                .invoke(policy::check)
                .chain(addresses -> get(url, addresses, 0))
                .chain(reply -> {
                    String location = reply.headers().get("location");
                    if (reply.status() >= MULTIPLE_CHOICES && location != null) {
                        if (redirections >= config.maxRedirects()) {
                            throw new FetchException("more than " + config.maxRedirects() + " redirections");
                        }
                        return load(url.redirected(location, config.maxUrlLength()), redirections + 1);
                    }
                    return page(url, reply);
                });
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
    private Uni<Reply> get(PageUrl url, List<InetAddress> addresses, int index) {
        return client.get(url, addresses.get(index), headers(), limit())
                .onFailure(NotConnected.class).recoverWithUni(failure -> index + 1 < addresses.size()
                        ? get(url, addresses, index + 1)
                        : Uni.createFrom().failure(new FetchException("no connection")));
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("user-agent", config.userAgent());
        headers.put("accept", "text/html, application/xhtml+xml, application/pdf, text/*, application/json, */*;q=0.1");
        headers.put("accept-encoding", BodyDecoder.ACCEPTED);
        return headers;
    }

    private BodyLimit limit() {
        return (status, headers) -> {
            if (status >= MULTIPLE_CHOICES && status < 400 && headers.contains("location")) {
                return 0;
            }
            if (status < OK || status >= MULTIPLE_CHOICES) {
                throw new FetchException(String.valueOf(status));
            }
            return config.maxBodySize().asLongValue();
        };
    }

    private Uni<FetchedPage> page(PageUrl url, Reply reply) {
        return Uni.createFrom().item(() -> {
            MultiMap headers = reply.headers();
            String coding = headers.contains("content-encoding") ? headers.get("content-encoding") : "";
            String type = headers.contains("content-type") ? headers.get("content-type") : "";
            byte[] body = decoder.decode(reply.body().getBytes(), coding, config.maxBodySize().asLongValue());
            PageText text = reader.read(body, type, url.uri());
            return new FetchedPage(url.uri(), text.title(), text.markdown(), clock.instant(), body.length);
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
