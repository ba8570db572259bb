package dev.ponder.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results as CSV, a line for each, written as they come. The file is the state of a run: a run that finds results in it
 * asks only the questions that are missing. Thread-safe.
 */
final class ResultFile implements AutoCloseable {

    private static final String HEAD = "model,strategy,question,kind,right,calls,prompt_tokens,completion_tokens,millis,"
            + "answer,degraded,error";
    private static final int COLUMNS = 12;

    private final Map<List<String>, EvaluationResult> results = new LinkedHashMap<>();
    private final BufferedWriter csv;

    /** Opens a file; what it contains so far counts. */
    ResultFile(Path file) throws IOException {
        boolean continued = Files.exists(file);
        if (continued) {
            Files.readAllLines(file).stream().skip(1).map(ResultFile::cells).filter(cells -> cells.size() == COLUMNS)
                    .map(ResultFile::result).forEach(this::keep);
        }
        csv = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!continued) {
            csv.write(HEAD + "\n");
        }
        // The last line of an interrupted run may be incomplete
        csv.write(continued && !Files.readString(file).endsWith("\n") ? "\n" : "");
    }

    /** The result of a question; null if there is none yet. An error is no result. */
    synchronized boolean contains(String model, StrategySpec strategy, Question question) {
        EvaluationResult result = results.get(List.of(model, strategy.name(), question.id()));
        return result != null && result.answered();
    }

    synchronized void add(EvaluationResult result) throws IOException {
        keep(result);
        csv.write(String.join(",", List.of(cell(result.model()), cell(result.strategy()), cell(result.question()),
                cell(result.kind()), Boolean.toString(result.right()), Integer.toString(result.calls()),
                Long.toString(result.promptTokens()), Long.toString(result.completionTokens()),
                Long.toString(result.millis()), cell(result.answer()), cell(result.degraded()), cell(result.error()))));
        csv.write("\n");
        csv.flush();
    }

    /** The results of these questions by a strategy. */
    synchronized List<EvaluationResult> of(String model, StrategySpec strategy, List<Question> questions) {
        List<EvaluationResult> found = new ArrayList<>();
        for (Question question : questions) {
            EvaluationResult result = results.get(List.of(model, strategy.name(), question.id()));
            if (result != null) {
                found.add(result);
            }
        }
        return found;
    }

    @Override
    public synchronized void close() throws IOException {
        csv.close();
    }

    private void keep(EvaluationResult result) {
        results.put(List.of(result.model(), result.strategy(), result.question()), result);
    }

    /** Line breaks become blanks, so that each result is one line. */
    private static String cell(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.matches("[^,\"]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean escaped = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (escaped) {
                    cell.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static EvaluationResult result(List<String> cells) {
        return new EvaluationResult(cells.get(0), cells.get(1), cells.get(2), cells.get(3),
                Boolean.parseBoolean(cells.get(4)), cells.get(9), Integer.parseInt(cells.get(5)),
                Long.parseLong(cells.get(6)), Long.parseLong(cells.get(7)), Long.parseLong(cells.get(8)), cells.get(10),
                cells.get(11));
    }
}
