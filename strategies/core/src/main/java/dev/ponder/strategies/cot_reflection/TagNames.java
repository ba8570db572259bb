package dev.ponder.strategies.cot_reflection;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of one request's tags. They end in a number drawn for the request, so that no tag in a question or an
 * answer is taken for one of ours.
 *
 * @param number six hexadecimal digits
 */
record TagNames(String number) {

    private static final int DIGITS = 6;
    private static final int NUMBERS = 1 << (4 * DIGITS);
    /** White space that a model may put at any one place inside a tag: what bounds the length of a tag. */
    private static final String BLANKS = "\\s{0,8}";

    static TagNames draw(RandomGenerator random) {
        return new TagNames(HexFormat.of().toHexDigits(random.nextInt(NUMBERS), DIGITS));
    }

    String of(Section section) {
        return section.stem() + "_" + number;
    }

    /** The names by the stems of the sections, for the instructions. */
    Map<String, String> byStem() {
        return Arrays.stream(Section.values()).collect(Collectors.toMap(Section::stem, this::of));
    }

    /** A tag: its first group is the slash of a closing one, its second the stem of its section. */
    Pattern pattern() {
        String stems = Arrays.stream(Section.values()).map(Section::stem).collect(Collectors.joining("|"));
        return Pattern.compile("<" + BLANKS + "(/?)" + BLANKS + "(" + stems + ")_" + number + BLANKS + ">",
                Pattern.CASE_INSENSITIVE);
    }
}
