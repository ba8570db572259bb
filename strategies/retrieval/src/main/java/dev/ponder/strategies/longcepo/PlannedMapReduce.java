package dev.ponder.strategies.longcepo;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.retrieval.document.ContextWindow;
import dev.ponder.strategies.longcepo.SubQuestionPlan.SubQuestion;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Answers questions about inputs that are longer than the context window: plans sub-questions, answers each by a map-reduce
 * over the passages of the input, and writes the answer from all results, streamed and under the client's parameters.
 */
@Strategy(id = "longcepo", title = "Planned map-reduce over long inputs", paper = "arXiv:2410.09342",
        settings = LongCepoConfig.class, tools = ToolPolicy.FINAL_STAGE,
        summary = "Plans sub-questions, answers each from the passages of a long input, and writes the answer from all results.")
class PlannedMapReduce implements InferenceStrategy.Streaming {

    private static final int CHARACTERS = 3;

    private final LongCepoConfig config;

    PlannedMapReduce(LongCepoConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return MapReduceLayout.cost(settings.of(config));
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        LongCepoConfig settings = inference.settings().of(config);
        MapReduceLayout layout = MapReduceLayout.of(settings);
        return inference.compute(ContextWindow.work(inference.request().conversation(), layout.window()),
                () -> ChunkedInput.of(inference.request(), settings, layout))
                .onItem().transformToMulti(input -> input.isPresent()
                        ? answer(LongCepoRun.of(inference, settings, layout, input.get()))
                        : inference.answer(Prompt.inheriting("answer", inference.request())));
    }

    private static Multi<AnswerPart> answer(LongCepoRun run) {
        return Uni.combine().all().unis(SubQuestionPlan.make(run), new SummaryStage(run).write()).asTuple()
                .onItem().transformToMulti(both -> {
                    SubQuestionPlan plan = both.getItem1();
                    SummaryStage summaries = both.getItem2();
                    var answers = new TreeMap<Integer, PassageEvidence>();
                    return subquestions(run, plan, summaries, plan.levels(), answers)
                            .onItem().transformToMulti(done -> reduced(run, summaries, words(answers, answers.keySet()),
                                    known(run, plan, answers, answers.keySet())));
                });
    }

    /** Answers the sub-questions level by level, those of a level in parallel. */
    private static Uni<Void> subquestions(LongCepoRun run, SubQuestionPlan plan, SummaryStage summaries,
            List<List<Integer>> levels, TreeMap<Integer, PassageEvidence> answers) {
        if (levels.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Uni<Void>> level = levels.get(0).stream().map(number -> {
            SubQuestion asked = plan.subquestions().get(number);
            var mapReduce = new MapReduce(run, summaries, asked.question(),
                    asked.question() + words(answers, asked.needs()), known(run, plan, answers, asked.needs()),
                    "sub-question " + (number + 1) + " of " + plan.subquestions().size());
            return mapReduce.map().chain(mapped -> mapReduce.mergedToOne(mapped.evidence()))
                    .invoke(merged -> merged.forEach(answer -> answers.put(number, answer)))
                    .replaceWithVoid();
        }).toList();
        return Uni.join().all(level).andFailFast()
                .chain(done -> subquestions(run, plan, summaries, levels.subList(1, levels.size()), answers));
    }

    private static Multi<AnswerPart> reduced(LongCepoRun run, SummaryStage summaries, String words, String known) {
        var mapReduce = new MapReduce(run, summaries, run.input().question(), run.input().words() + words, known,
                "question");
        return mapReduce.map()
                .onItem().transformToMulti(mapped -> mapReduce.mergedToFit(mapped.evidence())
                        .onItem().transformToMulti(
                                evidence -> new FinalReduce(run).answer(known, mapped, evidence)));
    }

    /** The words of answers, for a search. */
    private static String words(TreeMap<Integer, PassageEvidence> answers, Collection<Integer> numbers) {
        return numbers.stream().map(answers::get).filter(Objects::nonNull).map(evidence -> "\n" + evidence.answer())
                .collect(Collectors.joining());
    }

    /** Answers as fenced blocks. */
    private static String known(LongCepoRun run, SubQuestionPlan plan, TreeMap<Integer, PassageEvidence> answers,
            Collection<Integer> numbers) {
        int each = run.layout().share() * CHARACTERS / Math.max(1, plan.subquestions().size());
        return answers.entrySet().stream().filter(answer -> numbers.contains(answer.getKey()))
                .map(answer -> FenceKind.NOTE.wrap(run.fence(), "sub-question " + (answer.getKey() + 1),
                        MiddleTruncation.of("Question: " + plan.subquestions().get(answer.getKey()).question() + "\n"
                                + answer.getValue().text(run.layout().result()), each)))
                .collect(Collectors.joining("\n\n"));
    }
}
