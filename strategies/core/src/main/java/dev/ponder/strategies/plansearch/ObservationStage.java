package dev.ponder.strategies.plansearch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.reply.ListReply;
import dev.ponder.toolkit.reply.ReplyFormat;
import io.smallrye.mutiny.Uni;

/** Makes observations about the problem, and derives further ones from combinations of them. */
final class ObservationStage {

    static final String OBSERVE = "observe";
    static final String DERIVE = "derive";

    private static final PromptTemplate FIRST = PromptTemplate.of(ObservationStage.class, "observe");
    private static final PromptTemplate FURTHER = PromptTemplate.of(ObservationStage.class, "derive");
    private static final ReplyFormat<List<String>> FORMAT = ListReply.of("observations", 2000);

    private final Inference inference;
    private final PlanSearchConfig settings;
    private final SearchPrompts prompts;

    ObservationStage(Inference inference, PlanSearchConfig settings, SearchPrompts prompts) {
        this.inference = inference;
        this.settings = settings;
        this.prompts = prompts;
    }

    /** The first observations; empty if the model makes none that can be read. */
    Uni<List<String>> observe() {
        int count = settings.observations();
        return FORMAT.ask(inference, prompts.creative(OBSERVE, FIRST, Map.of("count", count), ""))
                .map(reply -> limited(reply, count))
                .invoke(observations -> {
                    inference.progress(Progress.of(OBSERVE, 1, 1));
                    if (observations.isEmpty()) {
                        inference.report(new Finding.Degraded(OBSERVE,
                                "no observation could be read, so the plans are made without any"));
                    }
                });
    }

    /** Each combination with the observations derived from it, in the same order; without them where a call fails. */
    Uni<List<List<String>>> derive(List<List<String>> combinations) {
        var done = new AtomicInteger();
        return combinations.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(combinations.stream().map(combination -> deriveFrom(combination)
                        .invoke(all -> inference
                                .progress(Progress.of(DERIVE, done.incrementAndGet(), combinations.size()))))
                        .toList()).andFailFast();
    }

    private Uni<List<String>> deriveFrom(List<String> combination) {
        int count = settings.derived();
        return FORMAT.ask(inference, prompts.creative(DERIVE, FURTHER, Map.of("count", count),
                prompts.observations(combination)))
                .map(reply -> Stream.concat(combination.stream(), limited(reply, count).stream()).distinct().toList());
    }

    private static List<String> limited(Optional<List<String>> reply, int count) {
        return reply.orElse(List.of()).stream().limit(count).toList();
    }
}
