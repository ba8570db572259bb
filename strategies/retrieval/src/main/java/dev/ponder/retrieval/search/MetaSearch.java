package dev.ponder.retrieval.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;

/** Asks the configured providers in parallel, and merges their results by {@link RankFusion}. */
@Singleton
@DefaultBean
public class MetaSearch implements SearchEngine {

    private static final Logger LOG = Logger.getLogger(MetaSearch.class);
    private static final String PROPERTY = "ponder.retrieval.search.providers";

    private final SearchConfig config;
    private final Iterable<SearchProvider> known;
    private final ResultCache cache;

    /** The results of one provider, or why there are none. */
    private record Reply(List<SearchHit> hits, String failure) {}

    @Inject
    MetaSearch(SearchConfig config, @Any Instance<SearchProvider> known, Clock clock) {
        this(config, (Iterable<SearchProvider>) known, clock);
    }

    /** For tests: searches by these providers. */
    public MetaSearch(SearchConfig config, Iterable<SearchProvider> known, Clock clock) {
        this.config = config;
        this.known = known;
        this.cache = new ResultCache(config.cache().ttl(), config.cache().maxEntries(), clock);
    }

    @Override
    public Optional<String> unavailable() {
        List<String> names = names();
        if (names.isEmpty()) {
            return Optional.of("no search engine is configured (set " + PROPERTY + " to some of " + choices() + ")");
        }
        return names.stream().map(this::missing).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> missing(String name) {
        return find(name)
                .map(SearchProvider::missing)
                .orElseGet(
                        () -> Optional.of("search engine '" + name + "' is not known (set " + PROPERTY + " to some of "
                                + choices() + ")"));
    }

    private String choices() {
        var names = new ArrayList<String>();
        known.forEach(provider -> names.add(provider.name()));
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private List<String> names() {
        return config.providers().orElse(List.of()).stream().map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.collectingAndThen(Collectors.toCollection(LinkedHashSet::new), List::copyOf));
    }

    private Optional<SearchProvider> find(String name) {
        for (SearchProvider provider : known) {
            if (provider.name().equals(name)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    @Override
    public Uni<SearchOutcome> search(SearchQuery query) {
        return Uni.createFrom().deferred(() -> {
            Optional<String> reason = unavailable();
            if (reason.isPresent()) {
                return Uni.createFrom().failure(new SearchException(reason.get()));
            }
            if (query.text().isEmpty()) {
                return Uni.createFrom().item(new SearchOutcome(List.of(), List.of()));
            }
            return Uni.join().all(names().stream().map(this::find).flatMap(Optional::stream)
                    .map(provider -> ask(provider, query)).toList())
                    .andFailFast()
                    .map(replies -> merged(replies, query));
        });
    }

    private Uni<Reply> ask(SearchProvider provider, SearchQuery query) {
        String name = provider.name();
        Optional<List<SearchHit>> kept = cache.find(name, query);
        if (kept.isPresent()) {
            return Uni.createFrom().item(new Reply(kept.get(), ""));
        }
        return Uni.createFrom().deferred(() -> provider.search(query))
                .ifNoItem().after(config.timeout()).failWith(() -> new SearchException("no response in time"))
                .invoke(hits -> cache.keep(name, query, hits))
                .map(hits -> new Reply(hits, ""))
                .onFailure().recoverWithItem(failure -> new Reply(List.of(), name + ": " + reason(name, failure)));
    }

    private static String reason(String name, Throwable failure) {
        if (failure instanceof SearchException known) {
            return Objects.requireNonNullElse(known.getMessage(), "failed");
        }
        // the message of an unknown failure may contain the key
        LOG.warnf("search engine %s failed with %s", name, failure.getClass().getName());
        return "failed";
    }

    private SearchOutcome merged(List<Reply> replies, SearchQuery query) {
        List<String> failures = replies.stream().map(Reply::failure).filter(failure -> !failure.isEmpty()).toList();
        if (failures.size() == replies.size()) {
            throw new SearchException(String.join("; ", failures));
        }
        return new SearchOutcome(
                RankFusion.merge(replies.stream().map(Reply::hits).toList(), query.limit(), config.maxPerHost()),
                failures);
    }
}
