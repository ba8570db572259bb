package dev.ponder.strategies.privacy.placeholder;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The placeholders of one request and the values that they stand for. A value has one placeholder, numbered by its label in the
 * order of first use. Numbers that the request itself contains, as in a text about {@code [[EMAIL_1]]}, are left out. To be
 * filled by one thread; then only read.
 */
public final class PlaceholderTable {

    private static final String OPENING = "[[";
    private static final String CLOSING = "]]";

    private final Map<String, Map<String, Integer>> numbers = new LinkedHashMap<>();
    private final Map<String, Map<Integer, String>> values = new HashMap<>();
    private final Map<String, Set<Integer>> reserved = new HashMap<>();
    private final Map<String, Integer> last = new HashMap<>();

    /** Leaves a number out, because a text of the request contains it. To be called before the first placeholder is assigned. */
    public void reserve(String label, int number) {
        reserved.computeIfAbsent(label, it -> new HashSet<>()).add(number);
    }

    /** The placeholder of a value: the one that it has, or a new one. */
    public String placeholder(String label, String value) {
        Integer number = numbers.computeIfAbsent(label, it -> new HashMap<>()).get(value);
        if (number == null) {
            number = next(label);
            numbers.get(label).put(value, number);
            values.computeIfAbsent(label, it -> new TreeMap<>()).put(number, value);
        }
        return OPENING + label + '_' + number + CLOSING;
    }

    private int next(String label) {
        Set<Integer> left = reserved.getOrDefault(label, Set.of());
        int number = last.getOrDefault(label, 0) + 1;
        while (left.contains(number)) {
            number++;
        }
        last.put(label, number);
        return number;
    }

    /** The same placeholder without its brackets, for members that may contain only letters, digits and underscores. */
    public static String bare(String placeholder) {
        return placeholder.startsWith(OPENING) && placeholder.endsWith(CLOSING)
                ? placeholder.substring(OPENING.length(), placeholder.length() - CLOSING.length())
                : placeholder;
    }

    /** The value of a placeholder; null if the table has no such placeholder. */
    public @Nullable String value(String label, int number) {
        Map<Integer, String> ofLabel = values.get(label);
        return ofLabel == null ? null : ofLabel.get(number);
    }

    /** Whether the number may be the beginning of another one, if the text ends behind it. */
    public boolean ambiguous(String label, int number) {
        String digits = Integer.toString(number);
        return values.getOrDefault(label, Map.of()).keySet().stream()
                .anyMatch(other -> other != number && other.toString().startsWith(digits));
    }

    /** Whether no placeholder is assigned. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The labels in use. */
    public List<String> labels() {
        return List.copyOf(numbers.keySet());
    }

    /** The number of values for each label, in the order of first use. */
    public Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        numbers.forEach((label, ofLabel) -> counts.put(label, ofLabel.size()));
        return Collections.unmodifiableMap(counts);
    }

    /** The first placeholder that was assigned; empty if there is none. */
    public String example() {
        return numbers.entrySet().stream().findFirst()
                .map(entry -> OPENING + entry.getKey() + '_' + Collections.min(entry.getValue().values()) + CLOSING)
                .orElse("");
    }

    /** Without the values, which are personal data. */
    @Override
    public String toString() {
        return "PlaceholderTable" + counts();
    }
}
