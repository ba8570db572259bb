package dev.ponder.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ponder.harness.HostMachine;
import dev.ponder.harness.MarkdownTable;

/** The report of a run in Markdown. */
final class EvaluationReport {

    private final EvaluationOptions options;
    private final List<Question> questions;
    private final List<StrategyScore> scores;

    EvaluationReport(EvaluationOptions options, List<Question> questions, List<StrategyScore> scores) {
        this.options = options;
        this.questions = questions;
        this.scores = scores;
    }

    String markdown() {
        return run() + "\n" + table() + "\nAccuracy by kind of question:\n\n" + kinds();
    }

    private String run() {
        var table = new MarkdownTable();
        table.row(List.of("", ""));
        table.row(List.of("date", HostMachine.date()));
        table.row(List.of("commit", HostMachine.commit(options.top())));
        table.row(List.of("server", options.baseUrl().map(Object::toString)
                .orElse("packaged, with the simulated model: " + String.join(" ", options.simulated()))));
        table.row(List.of("model", options.model()));
        table.row(
                List.of("questions", questions.size() + ", " + options.file().map(file -> file.getFileName().toString())
                        .orElse("generated, seed " + options.seed())));
        table.row(List.of("concurrency", Integer.toString(options.concurrency())));
        table.row(List.of("machine", HostMachine.processor()));
        return table.toString();
    }

    private String table() {
        var table = new MarkdownTable();
        table.row(List.of("strategy", "accuracy (95 % interval)", "calls", "tokens", "seconds", "degraded", "errors"));
        for (StrategyScore score : scores) {
            table.row(List.of("`" + score.strategy().name() + "`", score.accuracy().toString(), decimal(score.calls()),
                    Long.toString(Math.round(score.tokens())), decimal(score.seconds()),
                    Long.toString(score.degraded()),
                    Long.toString(score.errors())));
        }
        return table.toString();
    }

    private String kinds() {
        var table = new MarkdownTable();
        List<String> kinds = questions.stream().map(Question::kind).distinct().toList();
        var heading = new ArrayList<>(List.of("strategy"));
        heading.addAll(kinds);
        table.row(heading);
        for (StrategyScore score : scores) {
            var row = new ArrayList<>(List.of("`" + score.strategy().name() + "`"));
            kinds.forEach(kind -> row.add(String.format(Locale.ROOT, "%.2f", score.of(kind).accuracy().share())));
            table.row(row);
        }
        return table.toString();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
