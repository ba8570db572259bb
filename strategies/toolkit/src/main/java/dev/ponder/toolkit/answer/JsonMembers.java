package dev.ponder.toolkit.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Compares JSON answers to the same question member by member. Members that several answers share are labels, and decide;
 * free members, such as explanations, only tell which of equal answers is the most typical. Free are members whose name
 * says so, long texts, and texts that differ (almost) from answer to answer while others do not.
 */
final class JsonMembers {

    private static final Pattern EXPLAINING = Pattern
            .compile("(?:.*_)?(?:explanations?|reason|reasons|reasoning|rationale"
                    + "|why|justification|comments?|notes?|remarks?|thoughts?|thinking|analysis|evidence|details?|steps"
                    + "|working|work|confidence|probability|certainty|likelihood|id|uuid|timestamp|created_?at)");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[-. ]");
    /** With fewer answers, a member that differs in each is a contradiction and no sign of free text. */
    private static final int ENOUGH_TO_TELL = 4;
    private static final int FEW_WORDS = 5;
    private static final int SHORT = 60;
    private static final double LABEL_WEIGHT = 1;
    private static final double FREE_WEIGHT = 0.1;

    private final Set<String> labels;
    private final Set<String> free;

    private JsonMembers(Set<String> labels, Set<String> free) {
        this.labels = labels;
        this.free = free;
    }

    /**
     * The values of all members at any depth, by their paths. Numbers are compared by value, also in quotes; texts
     * without regard to case and blanks. A null is a missing member.
     *
     * @param unordered whether the order of arrays counts for nothing
     */
    static Map<String, String> of(JsonNode json, boolean unordered) {
        Map<String, String> members = new TreeMap<>();
        collect(json, "", unordered, members);
        return members;
    }

    /** The comparison of these answers. */
    static JsonMembers among(Collection<Map<String, String>> answers) {
        Set<String> paths = new TreeSet<>();
        answers.forEach(answer -> paths.addAll(answer.keySet()));
        Map<String, Long> distinct = paths.stream().collect(Collectors.toMap(path -> path, path -> answers.stream()
                .map(answer -> answer.getOrDefault(path, "")).distinct().count()));
        Set<String> shorts = without(paths, path -> isLong(path, answers));
        Set<String> named = without(shorts, path -> explains(name(path)));
        Set<String> compared = !named.isEmpty() ? named : !shorts.isEmpty() ? shorts : paths;
        Set<String> quantities = without(compared, path -> !isQuantity(path, answers));
        Set<String> labels = sharedOf(compared, distinct, answers.size());
        labels.addAll(quantities);
        return new JsonMembers(labels, without(paths, labels::contains));
    }

    /** Whether both have the same labels. */
    boolean agree(Map<String, String> left, Map<String, String> right) {
        return labels.stream().allMatch(path -> same(path, left, right));
    }

    /** From 0 to 1: the share of equal members, of free texts that of equal words; labels weigh ten times as much. */
    double similarity(Map<String, String> left, Map<String, String> right) {
        double equal = labels.stream().filter(path -> same(path, left, right)).count() * LABEL_WEIGHT;
        double similar = free.stream().mapToDouble(path -> TextSimilarity.jaccard(left.getOrDefault(path, ""),
                right.getOrDefault(path, ""))).sum() * FREE_WEIGHT;
        double all = labels.size() * LABEL_WEIGHT + free.size() * FREE_WEIGHT;
        return all == 0 ? 1 : (equal + similar) / all;
    }

    /** Whether a member of this name explains an answer, or measures it, and is no answer itself. */
    static boolean explains(String name) {
        return EXPLAINING.matcher(HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a text has more than a few words. */
    static boolean isLong(String text) {
        return text.length() > SHORT || TextTokens.of(text).size() > FEW_WORDS;
    }

    /**
     * The members that are the same in several answers. A member that differs in every answer, or in most while another
     * takes half as many values, is none of them; where no member is shared, all are compared.
     */
    private static Set<String> sharedOf(Set<String> paths, Map<String, Long> distinct, int answers) {
        long fewest = paths.stream().mapToLong(path -> distinct.getOrDefault(path, 0L)).filter(values -> values > 1)
                .min().orElse(1);
        boolean shared = paths.stream().anyMatch(path -> distinct.getOrDefault(path, 0L) < answers);
        return without(paths, path -> {
            long values = distinct.getOrDefault(path, 0L);
            boolean allDiffer = shared && answers >= ENOUGH_TO_TELL && values == answers;
            boolean mostDiffer = values * 2 > answers && values >= 2 * fewest;
            return allDiffer || mostDiffer;
        });
    }

    private static boolean isLong(String path, Collection<Map<String, String>> answers) {
        long longTexts = answers.stream().filter(answer -> isLong(answer.getOrDefault(path, ""))).count();
        return longTexts * 2 >= answers.size();
    }

    /** Whether all values are numbers and one is no share from 0 to 1, which may be a confidence. */
    private static boolean isQuantity(String path, Collection<Map<String, String>> answers) {
        List<BigDecimal> numbers = answers.stream().filter(answer -> answer.containsKey(path))
                .map(answer -> number(answer.getOrDefault(path, ""))).flatMap(Optional::stream).toList();
        return numbers.size() == answers.stream().filter(answer -> answer.containsKey(path)).count()
                && numbers.stream().anyMatch(number -> number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0);
    }

    private static Set<String> without(Set<String> paths, Predicate<String> unwanted) {
        return paths.stream().filter(unwanted.negate()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean same(String path, Map<String, String> left, Map<String, String> right) {
        return left.getOrDefault(path, "").equals(right.getOrDefault(path, ""));
    }

    private static String name(String path) {
        String member = path.replaceAll("\\[\\d*]", "");
        return member.substring(member.lastIndexOf('.') + 1);
    }

    private static void collect(JsonNode json, String path, boolean unordered, Map<String, String> members) {
        if (json.isObject()) {
            json.properties().forEach(
                    member -> collect(member.getValue(), path + '.' + member.getKey(), unordered, members));
        } else if (json.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            json.forEach(items::add);
            if (unordered) {
                items.sort(Comparator.comparing(JsonNode::toString));
            }
            for (int index = 0; index < items.size(); index++) {
                collect(items.get(index), path + '[' + index + ']', unordered, members);
            }
        } else if (!json.isNull()) {
            members.put(path, valueOf(json));
        }
    }

    private static String valueOf(JsonNode scalar) {
        String text = String.join(" ", scalar.asText("").strip().split("\\s+", -1)).toLowerCase(Locale.ROOT);
        return number(text).map(number -> number.stripTrailingZeros().toString()).orElse(text);
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.isEmpty() || text.length() > SHORT || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notNumber) {
            return Optional.empty();
        }
    }
}
