package dev.ponder.strategies.longcepo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.retrieval.passage.Page;
import dev.ponder.retrieval.token.TokenCounter;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** Asks one question about passages in parallel, and merges what they say. */
final class MapReduce {

    static final String MAP = "map";
    static final String MERGE = "merge";

    private static final PromptTemplate PASSAGE = PromptTemplate.of(MapReduce.class, "map");
    private static final PromptTemplate MERGED = PromptTemplate.of(MapReduce.class, "merge");

    private final LongCepoRun run;
    private final SummaryStage summaries;
    private final String question;
    private final String words;
    private final String known;
    private final String name;

    /**
     * What the passages say.
     *
     * @param evidence the answers, in the order of the text
     * @param read the number of passages that could be read
     */
    record Mapped(List<PassageEvidence> evidence, int read) {}

    /**
     * One question.
     *
     * @param words for the search of passages
     * @param known answers to earlier sub-questions as fenced blocks; may be empty
     * @param name the question in progress reports
     */
    MapReduce(LongCepoRun run, SummaryStage summaries, String question, String words, String known,
            String name) {
        this.run = run;
        this.summaries = summaries;
        this.question = question;
        this.words = words;
        this.known = known;
        this.name = name;
    }

    /** What the passages say that fit the question best; those that say nothing about it are left out. */
    Uni<Mapped> map() {
        if (run.mapped() == 0) {
            return Uni.createFrom().item(new Mapped(List.of(), 0));
        }
        return run.inference().compute(words.length() + run.input().passages().characters() / 100,
                () -> run.input().about(words, run.mapped()).read())
                .chain(passages -> map(passages));
    }

    private Uni<Mapped> map(List<Page> passages) {
        var found = new ArrayList<PassageEvidence>();
        var read = new int[2];
        return run.inference().sample(passages.stream().map(this::prompt).toList())
                .onItem().transformToUniAndMerge(reply -> read(reply, passages.get(reply.index())))
                .onItem().invoke(evidence -> {
                    read[0]++;
                    evidence.ifPresent(result -> {
                        read[1]++;
                        if (result.informative()) {
                            found.add(result);
                        }
                    });
                    run.inference().progress(new Progress(MAP, read[0], passages.size(),
                            name + ": " + found.size() + " relevant"));
                })
                .collect().last()
                .onFailure(TolerableFailure::isTolerable).recoverWithNull()
                .map(last -> {
                    if (read[1] < passages.size()) {
                        run.inference().report(new Finding.Degraded(MAP, name + ": " + (passages.size() - read[1])
                                + " of " + passages.size() + " passages could not be read"));
                    }
                    found.sort(Comparator.comparing(evidence -> evidence.passages().get(0)));
                    return new Mapped(List.copyOf(found), read[1]);
                });
    }

    private Uni<Optional<PassageEvidence>> read(Candidate reply, Page passage) {
        return run.inference().compute(reply.answer().characters() + passage.text().length(),
                () -> PassageEvidence.FORMAT.read(reply.answer().text()).map(evidence -> evidence.in(passage)));
    }

    /** Merges evidence as a balanced tree until one result is left. */
    Uni<List<PassageEvidence>> mergedToOne(List<PassageEvidence> evidence) {
        return merged(evidence, 1, 0);
    }

    /** Merges evidence as a balanced tree until it fits one call. */
    Uni<List<PassageEvidence>> mergedToFit(List<PassageEvidence> evidence) {
        return merged(evidence, run.layout().fanIn(), run.layout().room());
    }

    private Uni<List<PassageEvidence>> merged(List<PassageEvidence> evidence, int target, int room) {
        int tokens = evidence.stream().mapToInt(one -> TokenCounter.estimate(one.text(run.layout().result()))).sum();
        if (evidence.size() <= target || tokens <= room) {
            return Uni.createFrom().item(evidence);
        }
        // groups of equal numbers of results may have different lengths
        int needed = (int) Math.ceil(1.25 * tokens / run.layout().room());
        int groups = Math.max(1, Math.min(run.layout().groups(evidence.size()), needed));
        List<Uni<List<PassageEvidence>>> merged = IntStream.range(0, groups)
                .mapToObj(i -> evidence.subList(i * evidence.size() / groups, (i + 1) * evidence.size() / groups))
                .map(this::merged).toList();
        return Uni.join().all(merged).andFailFast()
                .map(all -> all.stream().flatMap(List::stream).toList())
                .invoke(() -> run.inference().progress(new Progress(MERGE, groups, groups, name)))
                .chain(all -> all.size() < evidence.size()
                        ? merged(all, target, room)
                        : Uni.createFrom().item(best(all, target)));
    }

    /** One result of a group. A group whose call fails keeps the result with the highest confidence. */
    private Uni<List<PassageEvidence>> merged(List<PassageEvidence> group) {
        if (group.size() == 1) {
            return Uni.createFrom().item(group);
        }
        String material = questionBlocks() + "\n\n" + group.stream()
                .map(part -> FenceKind.NOTE.wrap(run.fence(), part.label(), part.text(run.layout().result())))
                .collect(Collectors.joining("\n\n"));
        return run.inference().ask(structured(run.prompt(MERGE, MERGED, Map.of(), material)))
                .chain(reply -> run.inference().compute(reply.characters(),
                        () -> PassageEvidence.FORMAT.read(reply.text()).map(merged -> merged.mergedFrom(group))))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty())
                .map(merged -> merged.filter(PassageEvidence::informative).map(List::of).orElseGet(() -> {
                    run.inference().report(new Finding.Degraded(MERGE, name
                            + ": results could not be merged, so the one with the highest confidence is used"));
                    return best(group, 1);
                }));
    }

    /** The results with the highest confidence, in the order of the text. */
    static List<PassageEvidence> best(List<PassageEvidence> evidence, int count) {
        return evidence.stream().sorted(Comparator.comparingDouble(PassageEvidence::confidence).reversed()).limit(count)
                .sorted(Comparator.comparing(one -> one.passages().get(0))).toList();
    }

    private String questionBlocks() {
        String asked = FenceKind.QUESTION.wrap(run.fence(), "question", question);
        return known.isEmpty() ? asked : known + "\n\n" + asked;
    }

    private Prompt prompt(Page passage) {
        String around = summaries.around(passage);
        String material = questionBlocks() + "\n\n"
                + (around.isEmpty() ? "" : FenceKind.NOTE.wrap(run.fence(), "other passages", around) + "\n\n")
                + FenceKind.DOCUMENT.wrap(run.fence(),
                        "passage " + passage.number() + " of " + run.input().passages().count(), passage.text());
        return structured(run.prompt(MAP, PASSAGE, Map.of("context", !around.isEmpty(), "known", !known.isEmpty()),
                material));
    }

    private static Prompt structured(Prompt prompt) {
        return prompt.withJsonSchema(PassageEvidence.FORMAT.name(), PassageEvidence.FORMAT.schema());
    }
}
