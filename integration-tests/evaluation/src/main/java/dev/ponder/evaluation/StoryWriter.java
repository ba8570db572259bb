package dev.ponder.evaluation;

import java.util.List;
import java.util.random.RandomGenerator;

/** Writes stories in which a number of things changes in three to five steps. */
final class StoryWriter {

    static final List<String> NAMES = List.of("Ana", "Ben", "Clara", "David", "Emma", "Felix");
    private static final List<String> THINGS = List.of("marbles", "stamps", "cards", "shells", "coins", "pencils");
    private static final List<String> GAINS = List.of("buys", "gets", "finds", "wins", "collects");
    private static final List<String> LOSSES = List.of("loses", "sells", "uses");

    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();
    private final String things;
    private int count;

    StoryWriter(RandomGenerator random) {
        this.random = random;
        this.things = pick(THINGS);
    }

    Draft story() {
        count = random.nextInt(10, 60);
        text.append(pick(NAMES)).append(" has ").append(count).append(' ').append(things).append(". ");
        int steps = random.nextInt(3, 6);
        for (int step = 0; step < steps; step++) {
            append(random.nextInt(4));
        }
        return Draft.of(text.append("How many ").append(things).append(" are left at the end?").toString(), count);
    }

    private void append(int kind) {
        switch (kind) {
            case 0 -> {
                int more = random.nextInt(3, 40);
                count += more;
                text.append("Then the owner ").append(pick(GAINS)).append(' ').append(more).append(" more. ");
            }
            case 1 -> {
                int bags = random.nextInt(2, 6);
                int each = random.nextInt(3, 12);
                count += bags * each;
                text.append("Then the owner ").append(pick(GAINS)).append(' ').append(bags).append(" bags with ")
                        .append(each)
                        .append(' ').append(things).append(" each. ");
            }
            case 2 -> {
                int fewer = random.nextInt(1, Math.max(2, count / 2));
                count -= fewer;
                text.append("Then the owner ").append(pick(LOSSES)).append(' ').append(fewer).append(". ");
            }
            default -> {
                count *= 2;
                text.append("Then the owner doubles the number of ").append(things).append(". ");
            }
        }
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
