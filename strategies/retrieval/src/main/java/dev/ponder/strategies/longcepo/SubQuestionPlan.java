package dev.ponder.strategies.longcepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Finding;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** The sub-questions, in order. A sub-question needs only answers of earlier ones. */
record SubQuestionPlan(List<SubQuestion> subquestions) {

    static final SubQuestionPlan NONE = new SubQuestionPlan(List.of());

    private static final String STAGE = "plan";
    private static final PromptTemplate PLAN = PromptTemplate.of(SubQuestionPlan.class, "plan");
    private static final ReplyFormat<SubQuestionPlan> FORMAT = ReplyFormat.of("query_plan",
            ReplySchema.object().text("reasoning").objects("subquestions",
                    ReplySchema.object().text("question").texts("needs")),
            "subquestions", SubQuestionPlan::read);
    private static final int MAX_CHARACTERS = 500;
    /** How much of the documents the planner sees. */
    private static final int PREVIEW = 1500;

    /**
     * A sub-question.
     *
     * @param needs the indexes of the sub-questions whose answers it needs, each less than its own
     */
    record SubQuestion(String question, List<Integer> needs) {}

    SubQuestionPlan {
        subquestions = List.copyOf(subquestions);
    }

    /** Asks the model for a plan. Without a readable reply there are no sub-questions. */
    static Uni<SubQuestionPlan> make(LongCepoRun run) {
        if (run.subquestions() == 0) {
            return Uni.createFrom().item(NONE);
        }
        String preview = run.input().passages().read().get(0).text();
        String material = FenceKind.DOCUMENT.wrap(run.fence(), "beginning",
                preview.substring(0, Math.min(preview.length(), PREVIEW))) + "\n\n"
                + FenceKind.QUESTION.wrap(run.fence(), "conversation", run.input().question());
        return FORMAT.ask(run.inference(), run.prompt(STAGE, PLAN, Map.of("count", run.subquestions()), material))
                .map(plan -> plan.map(made -> made.first(run.subquestions())).orElseGet(() -> {
                    run.inference().report(new Finding.Degraded(STAGE,
                            "the question could not be planned, so it has no sub-questions"));
                    return NONE;
                }))
                .invoke(() -> run.inference().progress(Progress.of(STAGE, 1, 1)));
    }

    private SubQuestionPlan first(int count) {
        return new SubQuestionPlan(subquestions.stream().limit(count).toList());
    }

    private static Optional<SubQuestionPlan> read(JsonNode reply) {
        if (!reply.path("subquestions").isArray()) {
            return Optional.empty();
        }
        var found = new ArrayList<SubQuestion>();
        for (JsonNode item : reply.path("subquestions")) {
            String question = (item.isTextual() ? item.asText() : item.path("question").asText("")).strip();
            if (!question.isEmpty()) {
                var needs = new ArrayList<Integer>();
                item.path("needs").forEach(need -> {
                    int number = need.asInt(0);
                    if (number >= 1 && number <= found.size() && !needs.contains(number - 1)) {
                        needs.add(number - 1);
                    }
                });
                found.add(new SubQuestion(MiddleTruncation.of(question, MAX_CHARACTERS), List.copyOf(needs)));
            }
        }
        return Optional.of(new SubQuestionPlan(found));
    }

    /** The indexes of the sub-questions by levels: those of a level need only answers of the levels before. */
    List<List<Integer>> levels() {
        var level = new int[subquestions.size()];
        var levels = new ArrayList<List<Integer>>();
        IntStream.range(0, level.length).forEach(i -> {
            level[i] = subquestions.get(i).needs().stream().mapToInt(need -> level[need] + 1).max().orElse(0);
            while (levels.size() <= level[i]) {
                levels.add(new ArrayList<>());
            }
            levels.get(level[i]).add(i);
        });
        return levels;
    }
}
