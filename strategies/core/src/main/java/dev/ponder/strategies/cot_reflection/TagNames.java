package dev.ponder.strategies.cot_reflection;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of one request's tags. They end in a random number, so that no tag in a question or an answer is mistaken
 * for one of them.
 *
 * @param number six hexadecimal digits
 */
record TagNames(String number) {

    private static final int DIGITS = 6;
    private static final int NUMBERS = 1 << (4 * DIGITS);
    /** White space that models may insert at any one position in a tag; the bound limits the length of a tag. */
    private static final String BLANKS = "\\s{0,8}";

    /** The sections of a reply, each between its own tags. */
    enum Section {
        THINKING, REFLECTION, OUTPUT;

        /** What the names of its tags begin with. */
        String stem() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TagNames draw(RandomGenerator random) {
        return new TagNames(HexFormat.of().toHexDigits(random.nextInt(NUMBERS), DIGITS));
    }

    String of(Section section) {
        return section.stem() + "_" + number;
    }

    /** The names by the stems of their sections, for the instructions. */
    Map<String, String> byStem() {
        return Arrays.stream(Section.values()).collect(Collectors.toMap(Section::stem, this::of));
    }

    /** A tag: its first group is the slash of a closing tag, its second group the stem of the section. */
    Pattern pattern() {
        String stems = Arrays.stream(Section.values()).map(Section::stem).collect(Collectors.joining("|"));
        return Pattern.compile("<" + BLANKS + "(/?)" + BLANKS + "(" + stems + ")_" + number + BLANKS + ">",
                Pattern.CASE_INSENSITIVE);
    }
}
