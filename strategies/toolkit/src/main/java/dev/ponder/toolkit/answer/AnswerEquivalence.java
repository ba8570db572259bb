package dev.ponder.toolkit.answer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Compares two answers to the same question.
 *
 * <p>JSON is compared member by member: all members, or {@linkplain #among among several answers} those that are labels.
 * Programs are compared without comments and blanks, lists item by item, in any order if the question asks for several
 * things. A refusal is equivalent to every refusal and to no answer.
 *
 * <p>Numbers are equivalent if they are equal; if one is inexact or written as a decimal, also within a relative error
 * of 1e-6, or if one rounds to the decimals of the other. Equivalent sets have equivalent members; equivalent tuples
 * and intervals have them in the same order. An option is equivalent to the value of its text. Formulas are compared by
 * their text, then by their values at a few points. Words are compared without case, articles and punctuation. A
 * percentage is equivalent to its hundredth, and to the plain number only if the question asks for a percentage. Known
 * units must not contradict each other.
 *
 * <p>The relation is reflexive and symmetric, but because of rounding not transitive: 0.3 is equivalent to 1/3 and to
 * 0.34, which are not equivalent. Not thread-safe; never throws for any text of a model.
 */
public final class AnswerEquivalence {

    private final QuestionHint hint;
    private final AnswerReader reader;
    private final ValueEquality equality;
    private final Map<String, Map<String, String>> members = new HashMap<>();
    /** Reading a formula costs far more than comparing two. */
    private final Map<String, Value> values;
    private final @Nullable JsonMembers json;

    /** The equivalence of answers to one question; the hint must be the one that they were extracted with. */
    public AnswerEquivalence(QuestionHint hint) {
        this(hint, List.of(), new HashMap<>());
    }

    private AnswerEquivalence(QuestionHint hint, Collection<ExtractedAnswer> answers, Map<String, Value> values) {
        this.hint = hint;
        this.values = values;
        this.reader = new AnswerReader(hint);
        this.equality = new ValueEquality(hint);
        List<Map<String, String>> objects = answers.stream().filter(answer -> answer.kind() == AnswerKind.JSON)
                .map(this::membersOf).toList();
        this.json = objects.isEmpty() ? null : JsonMembers.among(objects);
    }

    /**
     * The equivalence among all of these answers: which members of JSON answers are labels, and which free text, is
     * decided by what they have in common.
     */
    public AnswerEquivalence among(Collection<ExtractedAnswer> answers) {
        return new AnswerEquivalence(hint, answers, values);
    }

    /** Whether both answers are equivalent. Two missing answers are equivalent, although neither counts as a vote. */
    public boolean equivalent(ExtractedAnswer left, ExtractedAnswer right) {
        if (left.kind() == right.kind() && left.raw().equals(right.raw())) {
            return true;
        }
        return left.kind() == right.kind() ? sameKind(left, right) : sameValue(left, right);
    }

    /**
     * How similar two answers are, from 0 to 1: JSON by the share of equal members, where free texts weigh a tenth; any
     * other answers by their words.
     */
    public double similarity(ExtractedAnswer left, ExtractedAnswer right) {
        return left.kind() == AnswerKind.JSON && right.kind() == AnswerKind.JSON && json != null
                ? json.similarity(membersOf(left), membersOf(right))
                : TextSimilarity.jaccard(left.raw(), right.raw());
    }

    private boolean sameKind(ExtractedAnswer left, ExtractedAnswer right) {
        return switch (left.kind()) {
            case NONE, REFUSAL -> true;
            case JSON -> json == null
                    ? membersOf(left).equals(membersOf(right))
                    : json.agree(membersOf(left), membersOf(right));
            case CODE -> ProgramText.normal(left.raw()).equals(ProgramText.normal(right.raw()));
            case TOOL_CALLS -> left.canonical().equals(right.canonical());
            case LIST -> sameItems(itemsOf(left), itemsOf(right));
            case TEXT -> left.canonical().equals(right.canonical())
                    || (hint.unordered() && sameItems(itemsOf(left), itemsOf(right)));
            case NUMBER, CHOICE, BOOL, SET, TUPLE, INTERVAL, EXPR -> sameValue(left, right);
        };
    }

    private boolean sameValue(ExtractedAnswer left, ExtractedAnswer right) {
        if (isList(left) && isList(right)) {
            return sameItems(itemsOf(left), itemsOf(right));
        }
        if (!isValue(left) || !isValue(right)) {
            return false;
        }
        Value one = valueOf(left);
        Value other = valueOf(right);
        if (one instanceof Value.Choice choice && !(other instanceof Value.Choice)) {
            return matchesOption(choice, other);
        }
        if (other instanceof Value.Choice choice && !(one instanceof Value.Choice)) {
            return matchesOption(choice, one);
        }
        return equality.equal(one, other);
    }

    private boolean matchesOption(Value.Choice choice, Value value) {
        String option = hint.options().get(choice.label());
        return option != null && equality.equal(AnswerReader.withoutOptions(option), value);
    }

    private boolean sameItems(List<String> left, List<String> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        Set<String> one = new HashSet<>(left);
        return hint.unordered() ? one.equals(new HashSet<>(right)) : left.equals(right);
    }

    private Map<String, String> membersOf(ExtractedAnswer answer) {
        return members.computeIfAbsent(answer.canonical(), text -> {
            JsonNode parsed = JsonText.parse(text);
            return parsed == null ? Map.of() : JsonMembers.of(parsed, hint.unordered());
        });
    }

    private static List<String> itemsOf(ExtractedAnswer answer) {
        return answer.kind() == AnswerKind.LIST
                ? List.of(answer.canonical().split(Pattern.quote(ListItems.SEPARATOR), -1))
                : ListItems.ofLine(answer.raw());
    }

    private static boolean isList(ExtractedAnswer answer) {
        return answer.kind() == AnswerKind.LIST || answer.kind() == AnswerKind.TEXT;
    }

    private static boolean isValue(ExtractedAnswer answer) {
        return answer.closedForm() || answer.kind() == AnswerKind.TEXT;
    }

    /** Reads the raw text again, because the canonical text does not preserve the precision. */
    private Value valueOf(ExtractedAnswer answer) {
        return switch (answer.kind()) {
            case CHOICE -> new Value.Choice(answer.canonical());
            case BOOL -> new Value.Bool(Boolean.parseBoolean(answer.canonical()));
            case NUMBER, SET, TUPLE, INTERVAL, EXPR -> values.computeIfAbsent(answer.raw(), reader::read);
            case TEXT, CODE, JSON, LIST, TOOL_CALLS, REFUSAL, NONE -> new Value.Words(answer.canonical());
        };
    }
}
