package dev.ponder.strategies.plansearch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Writes a plan from each set of observations, and rewrites plans without their faults. */
final class PlanStage {

    static final String PLAN = "plan";
    static final String REVISE = "revise";

    private static final PromptTemplate SKETCH = PromptTemplate.of(PlanStage.class, "plan");
    private static final PromptTemplate REVISION = PromptTemplate.of(PlanStage.class, "revise");
    /** Begins the plan in a reply; what is before it is thinking. */
    private static final String HEADING = "plan:";
    private static final String MARKUP = "#*_> \t";

    private final Inference inference;
    private final PlanSearchConfig settings;
    private final SearchPrompts prompts;

    PlanStage(Inference inference, PlanSearchConfig settings, SearchPrompts prompts) {
        this.inference = inference;
        this.settings = settings;
        this.prompts = prompts;
    }

    /** A plan from each set; those whose call fails or that are blank are left out. */
    Uni<List<Candidate>> plan(List<List<String>> sets) {
        return write(PLAN, sets.stream().map(observations -> prompts.creative(PLAN, SKETCH,
                Map.of("observed", !observations.isEmpty()), prompts.observations(observations))).toList(), 0)
                .invoke(plans -> {
                    if (plans.isEmpty()) {
                        inference.report(new Finding.Degraded(PLAN,
                                "no plan could be made, so the answer is written without one"));
                    }
                });
    }

    /** These plans, followed by rewritten ones of the first {@code count}. */
    Uni<List<Candidate>> revise(List<Candidate> plans, int count) {
        return write(REVISE, plans.stream().limit(count).map(plan -> prompts.creative(REVISE, REVISION, Map.of(),
                prompts.plan(plan.answer().text()))).toList(), settings.plans())
                .map(revised -> Stream.concat(plans.stream(), revised.stream()).toList());
    }

    private Uni<List<Candidate>> write(String stage, List<Prompt> calls, int firstIndex) {
        if (calls.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return inference.sample(calls)
                .collect().in(ArrayList<Candidate>::new, (written, candidate) -> {
                    written.add(candidate);
                    inference.progress(Progress.of(stage, written.size(), calls.size()));
                })
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(() -> new ArrayList<>())
                .chain(written -> inference.compute(
                        written.stream().mapToLong(candidate -> candidate.answer().characters()).sum(),
                        () -> read(written, firstIndex)));
    }

    private List<Candidate> read(List<Candidate> written, int firstIndex) {
        return written.stream()
                .map(candidate -> new Candidate(firstIndex + candidate.index(), candidate.answer()
                        .withText(MiddleTruncation.of(body(candidate.answer().text()), settings.planMaxChars()))))
                .filter(candidate -> !candidate.answer().text().isBlank())
                .sorted(Comparator.comparingInt(Candidate::index)).toList();
    }

    /** The text after the last line that begins with the heading; the whole text without such a line. */
    static String body(String reply) {
        int body = 0;
        for (int line = 0; line < reply.length(); line = nextLine(reply, line)) {
            int word = line;
            while (word < reply.length() && MARKUP.indexOf(reply.charAt(word)) >= 0) {
                word++;
            }
            if (reply.regionMatches(true, word, HEADING, 0, HEADING.length())) {
                body = word + HEADING.length();
            }
        }
        int start = body > 0 && reply.startsWith("**", body) ? body + 2 : body;
        String plan = reply.substring(start).strip();
        return plan.isEmpty() ? reply.strip() : plan;
    }

    private static int nextLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }
}
