package dev.ponder.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The built-in questions. The same seed gives the same questions. */
public enum GeneratedQuestions {

    /** The product of two numbers, plus or minus a third. */
    ARITHMETIC("arithmetic") {
        @Override
        Draft draft(RandomGenerator random) {
            int a = random.nextInt(11, 100);
            int b = random.nextInt(11, 100);
            int c = random.nextInt(11, 100);
            boolean plus = random.nextBoolean();
            return Draft.of("What is " + a + " * " + b + (plus ? " + " : " - ") + c + "?", a * b + (plus ? c : -c));
        }
    },
    /** A story of several steps. */
    WORD_PROBLEM("word problem") {
        @Override
        Draft draft(RandomGenerator random) {
            return new StoryWriter(random).story();
        }
    },
    /** Whole numbers that fulfil constraints; one solution. */
    PUZZLE("puzzle") {
        @Override
        Draft draft(RandomGenerator random) {
            int a = random.nextInt(2, 19);
            int b = random.nextInt(2, 19);
            int c = random.nextInt(2, 19);
            return Draft.of("Find whole numbers a, b and c, each from 1 to 20, with a + b = " + (a + b)
                    + ", b + c = " + (b + c) + " and a + 2*b - c = " + (a + 2 * b - c)
                    + ". What is a? Answer with one number.", a);
        }
    },
    /** One of four values. */
    MULTIPLE_CHOICE("multiple choice") {
        @Override
        Draft draft(RandomGenerator random) {
            int a = random.nextInt(11, 100);
            int b = random.nextInt(11, 100);
            List<Integer> values = new ArrayList<>(
                    List.of(a * b, a * b + 10, a * b - random.nextInt(1, 10), a * (b + 1)));
            int right = random.nextInt(values.size());
            values.set(0, values.set(right, values.get(0)));
            String options = IntStream.range(0, values.size()).mapToObj(i -> (char) ('A' + i) + ") " + values.get(i))
                    .collect(Collectors.joining("\n"));
            return new Draft(
                    "What is " + a + " * " + b + "?\n" + options + "\nAnswer with the letter of the right option.",
                    JsonNodeFactory.instance.textNode(Character.toString('A' + right)));
        }
    },
    /** Members of a text as JSON. */
    EXTRACTION(Question.JSON) {
        @Override
        Draft draft(RandomGenerator random) {
            var order = JsonNodeFactory.instance.objectNode().put("order", random.nextInt(1000, 10_000))
                    .put("customer", pick(StoryWriter.NAMES, random) + " " + pick(SURNAMES, random))
                    .put("quantity", random.nextInt(2, 100)).put("item", pick(ITEMS, random))
                    .put("price", random.nextInt(2, 500)).put("city", pick(CITIES, random));
            return new Draft(
                    ("Extract the order from the text as one JSON object with the members order, customer, quantity, "
                            + "item, price and city.\n\nOrder %d: %s buys %d %s at %d each, to be shipped to %s.")
                            .formatted(
                                    order.path("order").asInt(), order.path("customer").asText(),
                                    order.path("quantity").asInt(),
                                    order.path("item").asText(), order.path("price").asInt(),
                                    order.path("city").asText()),
                    order);
        }
    },
    /** A function that is described step by step. */
    CODE(Question.CODE) {
        @Override
        Draft draft(RandomGenerator random) {
            int factor = random.nextInt(2, 10);
            int summand = random.nextInt(1, 20);
            int last = random.nextInt(1, 20);
            boolean squared = random.nextBoolean();
            var tests = JsonNodeFactory.instance.arrayNode();
            for (int n = 0; n <= 5; n++) {
                int value = factor * n + summand;
                tests.add("f(" + n + ") == " + ((squared ? value * value : value) - last));
            }
            return new Draft("Write a Python function f(n) that takes n, multiplies it by " + factor + ", adds "
                    + summand
                    + (squared ? ", squares the result" : "") + ", subtracts " + last + " and returns the result.",
                    tests);
        }
    };

    private static final List<String> SURNAMES = List.of("Silva", "Novak", "Weber", "Rossi", "Dubois", "Larsen");
    private static final List<String> ITEMS = List.of("chairs", "lamps", "tables", "books", "clocks", "shelves");
    private static final List<String> CITIES = List.of("Lisbon", "Prague", "Vienna", "Rome", "Lyon", "Oslo");

    private final String kind;

    GeneratedQuestions(String kind) {
        this.kind = kind;
    }

    /** The kind of the questions, as in the report. */
    public String kind() {
        return kind;
    }

    abstract Draft draft(RandomGenerator random);

    /**
     * So many questions, as many of each kind, in turns.
     *
     * @param kinds the kinds; empty for all
     */
    public static List<Question> of(long seed, int count, Set<String> kinds) {
        List<GeneratedQuestions> generators = Stream.of(values())
                .filter(generator -> kinds.isEmpty() || kinds.contains(generator.kind)).toList();
        if (generators.isEmpty() || (!kinds.isEmpty() && generators.size() < kinds.size())) {
            throw new IllegalArgumentException("kinds: " + kinds + " (expected some of "
                    + Stream.of(values()).map(GeneratedQuestions::kind).toList() + ")");
        }
        return IntStream.range(0, count).mapToObj(number -> {
            GeneratedQuestions generator = generators.get(number % generators.size());
            Draft draft = generator.draft(new SplittableRandom(seed * 1_000_003 + number));
            return Question.numbered(number, generator.kind, draft.text(), draft.answer());
        }).toList();
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
