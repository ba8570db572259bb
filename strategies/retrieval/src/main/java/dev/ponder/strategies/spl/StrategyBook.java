package dev.ponder.strategies.spl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was learned for one client: strategies by kinds of problems, and the outcomes of answers without any. Immutable. Does
 * not contain questions or answers.
 *
 * @param next the number of the next strategy
 * @param chapters by the ids of the kinds of problems
 */
record StrategyBook(int next, Map<String, Chapter> chapters) {

    static final StrategyBook EMPTY = new StrategyBook(1, Map.of());

    /** Outcomes before which nothing is concluded. */
    private static final int TESTED = 5;

    /** A strategy and the outcomes of answers that had it in their instructions. */
    record LearnedStrategy(String id, String text, Outcomes outcomes) {

        /** A file may lack members. */
        LearnedStrategy {
            Objects.requireNonNull(id);
            Objects.requireNonNull(text);
            Objects.requireNonNull(outcomes);
        }
    }

    /** @param control the outcomes of answers without strategies */
    record Chapter(List<LearnedStrategy> strategies, Outcomes control) {

        static final Chapter EMPTY = new Chapter(List.of(), Outcomes.NONE);

        Chapter {
            strategies = List.copyOf(strategies);
            Objects.requireNonNull(control);
        }

        /** Whether a strategy may still help: its bound is neither low nor below that of answers without strategies. */
        boolean promising(LearnedStrategy strategy, double minRate) {
            Outcomes known = strategy.outcomes();
            return known.attempts() < TESTED
                    || known.upper() >= minRate && (control.attempts() < TESTED || known.upper() >= control.lower());
        }

        /** Whether a strategy has proved that it helps. */
        boolean proved(LearnedStrategy strategy, double minRate) {
            Outcomes known = strategy.outcomes();
            return known.attempts() >= TESTED && known.lower() >= minRate
                    && (control.attempts() < TESTED || known.upper() >= control.lower());
        }
    }

    StrategyBook {
        chapters = chapters == null ? Map.of() : Map.copyOf(chapters);
    }

    boolean hasNone() {
        return chapters.values().stream().allMatch(chapter -> chapter.strategies().isEmpty());
    }

    Chapter chapter(ProblemType type) {
        return chapters.getOrDefault(type.id(), Chapter.EMPTY);
    }

    /** The strategies for a request: those that may help when it learns, best first, else those that have proved it. */
    List<LearnedStrategy> chosen(ProblemType type, boolean learning, double minRate, int count) {
        Chapter chapter = chapter(type);
        Comparator<LearnedStrategy> best = Comparator.comparingDouble(
                strategy -> learning ? -strategy.outcomes().upper() : -strategy.outcomes().lower());
        return chapter.strategies().stream()
                .filter(strategy -> learning
                        ? chapter.promising(strategy, minRate)
                        : chapter.proved(strategy, minRate))
                .sorted(best).limit(count).toList();
    }

    /** Whether a further strategy is wanted: all of this kind are tested, and there is room or one to replace. */
    boolean wantsStrategy(ProblemType type, double minRate, int most) {
        List<LearnedStrategy> known = chapter(type).strategies();
        return known.stream().allMatch(strategy -> strategy.outcomes().attempts() >= TESTED)
                && (known.size() < most
                        || known.stream().anyMatch(strategy -> !chapter(type).promising(strategy, minRate)));
    }

    /** The book with a further strategy, without the one with the lowest bound if there are too many. */
    StrategyBook plus(ProblemType type, String text, int most) {
        var strategies = new ArrayList<>(chapter(type).strategies());
        if (most < 1 || strategies.stream().anyMatch(known -> known.text().equals(text))) {
            return this;
        }
        while (strategies.size() >= most) {
            strategies.remove(strategies.stream()
                    .min(Comparator.comparingDouble(strategy -> strategy.outcomes().upper())).orElseThrow());
        }
        strategies.add(new LearnedStrategy("s" + next, text, Outcomes.NONE));
        return with(type, new Chapter(strategies, chapter(type).control()), next + 1);
    }

    /** The book with one more outcome: of these strategies, or of none. */
    StrategyBook credited(ProblemType type, List<String> ids, boolean success) {
        Chapter chapter = chapter(type);
        return with(type, new Chapter(chapter.strategies().stream()
                .map(known -> ids.contains(known.id())
                        ? new LearnedStrategy(known.id(), known.text(), known.outcomes().plus(success))
                        : known)
                .toList(), ids.isEmpty() ? chapter.control().plus(success) : chapter.control()), next);
    }

    /** The book without the strategy with the lowest bound; the same if there is none. */
    StrategyBook withoutWorst() {
        return chapters.entrySet().stream().filter(entry -> !entry.getValue().strategies().isEmpty())
                .min(Comparator.comparingDouble(entry -> worst(entry.getValue()).outcomes().upper()))
                .map(entry -> {
                    var rest = new ArrayList<>(entry.getValue().strategies());
                    rest.remove(worst(entry.getValue()));
                    var all = new TreeMap<>(chapters);
                    all.put(entry.getKey(), new Chapter(rest, entry.getValue().control()));
                    return new StrategyBook(next, all);
                }).orElse(this);
    }

    private static LearnedStrategy worst(Chapter chapter) {
        return chapter.strategies().stream()
                .min(Comparator.comparingDouble(strategy -> strategy.outcomes().upper())).orElseThrow();
    }

    private StrategyBook with(ProblemType type, Chapter chapter, int following) {
        var all = new TreeMap<>(chapters);
        all.put(type.id(), chapter);
        return new StrategyBook(following, all);
    }
}
