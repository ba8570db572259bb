package dev.ponder.strategies.privacy.recognise;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.ponder.api.error.RequestException;
import dev.ponder.strategies.privacy.entity.Detection;

/**
 * Patterns of operators and clients, each {@code LABEL=regular expression}. RE2 matches in linear time, so that a pattern of
 * a stranger cannot hold the server; its size is limited because it is a factor of that time. Immutable.
 */
public final class CustomPatterns {

    /** No patterns. */
    public static final CustomPatterns NONE = new CustomPatterns(List.of());

    private static final int MOST = 32;
    private static final int LONGEST = 500;
    private static final int LARGEST_PROGRAM = 2000;
    private static final Pattern LABEL = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    private static final String WHERE = "ponder.privacy.patterns (ponder.strategies.privacy.patterns): ";

    private final List<Custom> patterns;

    private CustomPatterns(List<Custom> patterns) {
        this.patterns = patterns;
    }

    private record Custom(String label, Pattern pattern) {}

    /** Compiles patterns. Throws a {@link RequestException} that names the first unacceptable one by its label. */
    public static CustomPatterns of(List<String> definitions) {
        if (definitions.isEmpty()) {
            return NONE;
        }
        if (definitions.size() > MOST) {
            throw invalid(definitions.size() + " patterns (expected at most " + MOST + ")");
        }
        var patterns = new ArrayList<Custom>();
        int program = 0;
        for (String definition : definitions) {
            Custom pattern = compile(definition);
            program += pattern.pattern().programSize();
            patterns.add(pattern);
        }
        if (program > LARGEST_PROGRAM) {
            throw invalid("the patterns compile to " + program + " instructions (expected at most " + LARGEST_PROGRAM
                    + "; use fewer or smaller repetitions)");
        }
        return new CustomPatterns(List.copyOf(patterns));
    }

    private static Custom compile(String definition) {
        int sign = definition.indexOf('=');
        String label = sign < 0 ? "" : definition.substring(0, sign);
        if (!LABEL.matches(label)) {
            throw invalid("pattern " + (sign < 0 ? "without a label" : "with the label '" + label + "'")
                    + " (expected LABEL=regular expression, where the label has up to 32 capital letters, digits and _)");
        }
        String expression = definition.substring(sign + 1);
        if (expression.isEmpty() || expression.length() > LONGEST) {
            throw invalid(
                    "the pattern of " + label + " has " + expression.length() + " characters (expected 1 to " + LONGEST
                            + ")");
        }
        try {
            return new Custom(label, Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw invalid("the pattern of " + label + " is no regular expression of RE2: " + e.getDescription());
        }
    }

    private static RequestException invalid(String message) {
        return RequestException.invalid("ponder", WHERE + message);
    }

    /** The labels. */
    public List<String> labels() {
        return patterns.stream().map(Custom::label).distinct().toList();
    }

    /** Adds all matches to the detections. */
    void find(String text, List<Detection> found) {
        for (Custom custom : patterns) {
            Matcher matcher = custom.pattern().matcher(text);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Detection(custom.label(), matcher.start(), matcher.end(), 1));
                }
            }
        }
    }
}
