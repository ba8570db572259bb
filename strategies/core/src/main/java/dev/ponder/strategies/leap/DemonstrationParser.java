package dev.ponder.strategies.leap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.ponder.strategies.leap.FewShotPrompt.Demonstration;

/**
 * Reads labelled examples from a text: {@code Q: ... A: ...}, {@code Input: ... Output: ...} and similar; two other labels in
 * turn, {@code English: ... French: ...}, if the last answer is missing. Linear in the text. One instance reads one text.
 */
final class DemonstrationParser {

    private static final Pattern LABEL = Pattern
            .compile("[\\h#>*_-]{0,8}([\\p{L}][\\p{L} _-]{0,30}?)\\h?#?\\d{0,3}[*_]{0,2}\\h?"
                    + "[:\uff1a](?!//)[*_]{0,2}(.*)");
    private static final Labels KNOWN = new Labels(
            Set.of("q", "question", "input", "problem", "text", "sentence", "review", "prompt", "query", "puzzle",
                    "exercise",
                    "passage", "statement", "example input", "sample input"),
            Set.of("a", "answer", "output", "solution", "label", "response", "result", "sentiment", "class", "category",
                    "target",
                    "completion", "translation", "expected output", "example output", "sample output"));
    private static final Pattern SEPARATOR = Pattern.compile(
            "\\W{0,8}(?:example|sample|demonstration|shot)s?\\h?#?\\d{0,3}\\W{0,8}|\\h*(?:-{3,}|={3,}|#{3,}|\\*{3,}|_{3,})\\h*"
                    + "|\\h*</?[a-z][a-z0-9_]{0,30}>\\h*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTION_B = Pattern.compile("\\W{0,4}B\\W.*");
    private static final Pattern HEADING = Pattern.compile(
            "\\W{0,8}(?:here are (?:some |a few |\\d{1,2} )?)?(?:worked |solved )?(?:examples?|demonstrations?)\\W{0,8}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED = Pattern.compile(
            "\\W{0,8}(?:examples?|input|question|q|sample)\\h?#?\\d{0,3}(?!\\w).*",
            Pattern.CASE_INSENSITIVE);

    private final Labels labels;
    private final List<Demonstration> demonstrations = new ArrayList<>();
    private final StringBuilder preamble = new StringBuilder();
    private @Nullable StringBuilder question;
    private @Nullable StringBuilder answer;

    /** The labels of questions and those of answers, in lower case. */
    private record Labels(Set<String> questions, Set<String> answers) {}

    /**
     * What a text contains.
     *
     * @param preamble the text before the first example; the whole text if there is none
     */
    record Parsed(String preamble, List<Demonstration> demonstrations) {}

    private DemonstrationParser(Labels labels) {
        this.labels = labels;
    }

    /**
     * Reads the examples of a text.
     *
     * @param least how many there are at least, unless an open question follows them; otherwise the text has none
     */
    static Parsed parse(String text, int least) {
        List<String> lines = text.lines().toList();
        var known = new DemonstrationParser(KNOWN);
        int wanted = known.read(lines) ? 1 : least;
        if (known.demonstrations.size() >= wanted) {
            return known.parsed();
        }
        return alternating(lines).map(DemonstrationParser::new).filter(other -> other.read(lines))
                .filter(other -> other.demonstrations.size() > 1).map(DemonstrationParser::parsed)
                .orElse(new Parsed(text.strip(), List.of()));
    }

    /** Whether a model may find examples in a text in which {@link #parse} finds none. */
    static boolean mayContainExamples(String text) {
        return text.lines().anyMatch(line -> HEADING.matcher(line).matches())
                || text.lines().filter(line -> NUMBERED.matcher(line).matches()).limit(2).count() == 2;
    }

    /** Two labels that are the only ones of the text and take turns. */
    private static Optional<Labels> alternating(List<String> lines) {
        List<String> all = lines.stream().map(LABEL::matcher).filter(Matcher::matches).map(DemonstrationParser::name)
                .toList();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).equals(all.get(i % 2))) {
                return Optional.empty();
            }
        }
        return all.size() < 3 || all.get(0).equals(all.get(1))
                ? Optional.empty()
                : Optional.of(new Labels(Set.of(all.get(0)), Set.of(all.get(1))));
    }

    private static String name(Matcher label) {
        return label.group(1).strip().toLowerCase(Locale.ROOT);
    }

    private Parsed parsed() {
        return new Parsed(preamble.toString().strip(), demonstrations);
    }

    /** Returns whether the text ends with an open question. */
    private boolean read(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher label = LABEL.matcher(line);
            String name = label.matches() ? name(label) : "";
            boolean option = name.equals("a") && i + 1 < lines.size() && OPTION_B.matcher(lines.get(i + 1)).matches();
            if (labels.questions().contains(name)) {
                question(line, label.group(2));
            } else if (labels.answers().contains(name) && !option) {
                answer(line, label.group(2));
            } else {
                unlabelled(line);
            }
        }
        boolean open = question != null && (answer == null || answer.toString().isBlank());
        cutAtBlankLine();
        close();
        return open;
    }

    /** A question may have several parts: {@code Text: ... Question: ...}. */
    private void question(String line, String rest) {
        if (question != null && answer == null) {
            question.append('\n').append(line);
            return;
        }
        close();
        question = new StringBuilder(rest);
    }

    private void answer(String line, String rest) {
        if (question == null || answer != null) {
            unlabelled(line);
        } else {
            answer = new StringBuilder(rest);
        }
    }

    private void unlabelled(String line) {
        if (SEPARATOR.matcher(line).matches()) {
            close();
        } else if (answer != null) {
            answer.append('\n').append(line);
        } else if (question != null) {
            question.append('\n').append(line);
        } else if (demonstrations.isEmpty()) {
            preamble.append(line).append('\n');
        }
    }

    /** The text after the last answer is the question of the client. */
    private void cutAtBlankLine() {
        if (answer != null) {
            String rest = answer.toString().stripLeading();
            int end = rest.indexOf("\n\n");
            answer = new StringBuilder(end < 0 ? rest : rest.substring(0, end));
        }
    }

    private void close() {
        if (question != null && answer != null && !question.toString().isBlank() && !answer.toString().isBlank()) {
            demonstrations.add(new Demonstration(question.toString().strip(), answer.toString().strip()));
        }
        question = null;
        answer = null;
    }
}
