package dev.ponder.strategies.spl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The books of all clients, and the answers that wait to be judged. Bounded: the client that was inactive for longest is
 * dropped from memory, and waiting answers expire. Files are written in the background. Thread-safe.
 */
final class StrategyLibrary {

    private static final int MAX_WAITING = 8;

    private final Map<String, Shelf> clients = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> unwritten = new HashSet<>();
    private final @Nullable BookFile files;
    private final int maxClients;
    private final Executor background;

    /**
     * An answer whose outcome is not known. It is in memory only.
     *
     * @param strategies the ids of the strategies in its instructions; empty if it was written without
     */
    record OpenOutcome(ProblemType type, List<String> strategies, String question, String answer, Instant answered) {}

    /** What is in memory of one client. */
    private static final class Shelf {

        private StrategyBook book;
        private final Deque<OpenOutcome> waiting = new ArrayDeque<>();

        private Shelf(StrategyBook book) {
            this.book = book;
        }
    }

    StrategyLibrary(@Nullable BookFile files, int maxClients, Executor background) {
        this.files = files;
        this.maxClients = Math.max(1, maxClients);
        this.background = background;
    }

    /** The book of a client. Reads its file at the first time, so it may block. */
    StrategyBook book(String client) {
        synchronized (this) {
            Shelf known = clients.get(client);
            if (known != null) {
                return known.book;
            }
        }
        StrategyBook read = files == null ? StrategyBook.EMPTY : files.read(client);
        synchronized (this) {
            return shelf(client, read).book;
        }
    }

    private Shelf shelf(String client, StrategyBook otherwise) {
        Shelf shelf = clients.computeIfAbsent(client, key -> new Shelf(otherwise));
        for (Iterator<String> oldest = clients.keySet().iterator(); clients.size() > maxClients;) {
            oldest.next();
            oldest.remove();
        }
        return shelf;
    }

    /** Changes the book of a client, and writes its file in the background. */
    void update(String client, UnaryOperator<StrategyBook> change) {
        synchronized (this) {
            Shelf shelf = clients.get(client);
            if (shelf == null) {
                return;
            }
            StrategyBook changed = change.apply(shelf.book);
            if (changed.equals(shelf.book)) {
                return;
            }
            shelf.book = changed;
            if (files == null || !unwritten.add(client)) {
                return;
            }
        }
        background.execute(() -> write(client));
    }

    private void write(String client) {
        StrategyBook book;
        synchronized (this) {
            unwritten.remove(client);
            Shelf shelf = clients.get(client);
            if (shelf == null || files == null) {
                return;
            }
            book = shelf.book;
        }
        files.write(client, book);
    }

    synchronized void add(String client, OpenOutcome outcome) {
        Shelf shelf = clients.get(client);
        if (shelf != null) {
            shelf.waiting.addLast(outcome);
            if (shelf.waiting.size() > MAX_WAITING) {
                shelf.waiting.removeFirst();
            }
        }
    }

    /** Takes the oldest answer that waits and has not expired. */
    synchronized Optional<OpenOutcome> next(String client, Instant now, Duration within) {
        Shelf shelf = clients.get(client);
        if (shelf == null) {
            return Optional.empty();
        }
        shelf.waiting.removeIf(outcome -> outcome.answered().plus(within).isBefore(now));
        return Optional.ofNullable(shelf.waiting.pollFirst());
    }

    /** Takes the waiting answer with this text. */
    synchronized Optional<OpenOutcome> answered(String client, String text) {
        Shelf shelf = clients.get(client);
        if (shelf == null) {
            return Optional.empty();
        }
        Optional<OpenOutcome> found = shelf.waiting.stream().filter(outcome -> outcome.answer().equals(text))
                .findFirst();
        found.ifPresent(shelf.waiting::remove);
        return found;
    }

    /** Deletes all that is known of a client. May block. */
    void forget(String client) {
        synchronized (this) {
            clients.remove(client);
        }
        if (files != null) {
            files.delete(client);
        }
    }
}
