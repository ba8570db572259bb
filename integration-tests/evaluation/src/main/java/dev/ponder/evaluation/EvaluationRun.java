package dev.ponder.evaluation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.ponder.harness.ChildProcesses;

/** Evaluates strategies and writes the report; started by the script {@code run}. */
public final class EvaluationRun {

    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String BEGIN = "<!-- report: begin -->\n";
    private static final String END = "<!-- report: end -->";

    private EvaluationRun() {
    }

    /** Exits with 1 if a question got no reply. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        EvaluationOptions options = EvaluationOptions.parse(arguments);
        Files.createDirectories(options.output());
        boolean complete;
        try (var processes = new ChildProcesses(options.output())) {
            URI baseUrl = options.baseUrl().orElseGet(() -> SimulatedServer.start(processes, options));
            complete = run(options, new EvaluationTarget(baseUrl, options.model(), options.key(), TIMEOUT));
        }
        System.exit(complete ? 0 : 1);
    }

    private static boolean run(EvaluationOptions options, EvaluationTarget target)
            throws IOException, InterruptedException {
        List<Question> questions = questions(options);
        try (var evaluation = new Evaluation(target, questions, new AnswerGrader(options.runPrograms()),
                options.output().resolve("results.csv"), options.seed())) {
            List<StrategySpec> strategies = options.strategies().isEmpty()
                    ? evaluation.strategies()
                    : options.strategies();
            int open = evaluation.open(strategies);
            System.out.println(questions.size() + " questions, " + strategies.size() + " strategies, "
                    + (questions.size() * strategies.size() - open) + " results from before");
            var bar = new ProgressBar(System.out, System.console() != null, open);
            evaluation.run(strategies, options.concurrency(), bar::add);
            List<StrategyScore> scores = strategies.stream().map(evaluation::score).toList();
            write(options, new EvaluationReport(options, questions, scores).markdown(), scores);
            return scores.stream().allMatch(score -> score.errors() == 0);
        }
    }

    private static List<Question> questions(EvaluationOptions options) throws IOException {
        if (options.file().isEmpty()) {
            return GeneratedQuestions.of(options.seed(), options.count(), options.kinds());
        }
        List<Question> all = QuestionFile.read(options.file().get());
        return all.subList(0, Math.min(options.count(), all.size()));
    }

    private static void write(EvaluationOptions options, String report, List<StrategyScore> scores) throws IOException {
        Files.writeString(options.output().resolve("report.md"), "# Evaluation\n\n" + report);
        new AccuracyPlots(scores).write(options.output());
        if (options.page()) {
            Path page = options.top().resolve("docs/evaluation.md");
            Files.writeString(page, withReport(Files.readString(page), report));
        }
        System.out.println(report);
        System.out.println("Report, results and plots: " + options.output());
    }

    /** A page whose part between the two marks is replaced. */
    static String withReport(String page, String report) {
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalStateException("docs/evaluation.md: expected the lines " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, from + BEGIN.length()) + "\n" + report + "\n" + page.substring(to);
    }
}
