package dev.ponder.strategies.longcepo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Finding;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.retrieval.passage.Page;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Summarises each passage once, for all questions. */
final class SummaryStage {

    private static final String STAGE = "summary";
    private static final PromptTemplate SUMMARY = PromptTemplate.of(SummaryStage.class, "summary");
    private static final int CHARACTERS = 4;

    private final LongCepoRun run;
    private final Map<Integer, String> byNumber = new HashMap<>();

    SummaryStage(LongCepoRun run) {
        this.run = run;
    }

    /** Writes the summaries; a passage whose call fails has none. */
    Uni<SummaryStage> write() {
        if (run.summaries() == 0) {
            return Uni.createFrom().item(this);
        }
        List<Page> passages = run.input().passages().read();
        int most = run.settings().summaryMaxTokens();
        return run.inference().sample(passages.stream()
                .map(passage -> run.prompt(STAGE, SUMMARY, Map.of(),
                        FenceKind.DOCUMENT.wrap(run.fence(), "passage " + passage.number(), passage.text()))
                        .withMaxTokens(most))
                .toList())
                .onItem().invoke(summary -> {
                    String text = summary.answer().text().strip();
                    if (!text.isEmpty()) {
                        byNumber.put(passages.get(summary.index()).number(),
                                MiddleTruncation.of(text, most * CHARACTERS));
                    }
                    run.inference().progress(Progress.of(STAGE, byNumber.size(), passages.size()));
                })
                .collect().last()
                .onFailure(TolerableFailure::isTolerable).recoverWithNull()
                .invoke(() -> {
                    if (byNumber.isEmpty()) {
                        run.inference().report(new Finding.Degraded(STAGE,
                                "no passage could be summarised, so passages are read without summaries"));
                    }
                })
                .replaceWith(this);
    }

    /** The summaries of the passages before and after this one; empty if there are none. */
    String around(Page passage) {
        int each = run.settings().neighborSummaries();
        String text = IntStream.rangeClosed(passage.number() - each, passage.number() + each)
                .filter(number -> number != passage.number() && byNumber.containsKey(number))
                .mapToObj(number -> "Passage " + number + ": " + byNumber.get(number))
                .collect(Collectors.joining("\n"));
        return MiddleTruncation.of(text, run.layout().context() * (CHARACTERS - 1));
    }
}
