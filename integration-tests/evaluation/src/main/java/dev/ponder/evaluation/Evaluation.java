package dev.ponder.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Asks questions by strategies, several at the same time, and keeps the results in a {@link ResultFile}. The request of a question
 * has the same seed in each run, so that a seeded model gives the same replies.
 */
public final class Evaluation implements AutoCloseable {

    private final EvaluationTarget target;
    private final List<Question> questions;
    private final ChatClient client;
    private final ResultFile results;
    private final long seed;

    /**
     * An evaluation whose results are in this file.
     *
     * @param seed with the number of the question, the seed of its request
     */
    public Evaluation(EvaluationTarget target, List<Question> questions, AnswerGrader grader, Path file, long seed)
            throws IOException {
        this.target = target;
        this.questions = List.copyOf(questions);
        this.client = new ChatClient(target, grader);
        this.results = new ResultFile(file);
        this.seed = seed;
    }

    /** All strategies of the server. */
    List<StrategySpec> strategies() throws IOException, InterruptedException {
        List<StrategySpec> all = new ArrayList<>();
        client.strategies().path("data").forEach(strategy -> all.add(StrategySpec.parse(strategy.path("id").asText())));
        return all;
    }

    /**
     * Asks the questions that the results do not contain yet.
     *
     * @param concurrency requests at the same time
     * @param progress gets each result as it comes, by several threads
     */
    public void run(List<StrategySpec> strategies, int concurrency, Consumer<EvaluationResult> progress)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try {
            List<Callable<EvaluationResult>> open = new ArrayList<>();
            for (StrategySpec strategy : strategies) {
                for (int i = 0; i < questions.size(); i++) {
                    Question question = questions.get(i);
                    long own = seed * 1_000_003 + i;
                    if (!results.contains(target.model(), strategy, question)) {
                        open.add(() -> ask(strategy, question, own, progress));
                    }
                }
            }
            for (Future<EvaluationResult> result : threads.invokeAll(open)) {
                result.get();
            }
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private EvaluationResult ask(StrategySpec strategy, Question question, long own,
            Consumer<EvaluationResult> progress)
            throws IOException, InterruptedException {
        EvaluationResult result = client.ask(strategy, question, own);
        results.add(result);
        progress.accept(result);
        return result;
    }

    /** How many results are missing. */
    int open(List<StrategySpec> strategies) {
        return strategies.stream().mapToInt(strategy -> (int) questions.stream()
                .filter(question -> !results.contains(target.model(), strategy, question)).count()).sum();
    }

    /** The score of a strategy in all of its results. */
    public StrategyScore score(StrategySpec strategy) {
        return new StrategyScore(strategy, results.of(target.model(), strategy, questions));
    }

    @Override
    public void close() throws IOException {
        results.close();
    }
}
