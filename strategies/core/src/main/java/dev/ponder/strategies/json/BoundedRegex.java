package dev.ponder.strategies.json;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * The patterns of one schema. All matches together may read a bounded number of characters, so that a pattern whose matching
 * takes exponential time ends. Does not throw, because the validator logs what its patterns throw. For one thread at a time.
 */
final class BoundedRegex implements RegularExpressionFactory {

    private static final long MAX_READS = 20_000_000;

    private long reads;
    private boolean exhausted;
    private Optional<String> invalid = Optional.empty();

    private static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return text -> exhausted || find(pattern, text);
        } catch (PatternSyntaxException e) {
            invalid = Optional.of(regex);
            return text -> true;
        } catch (StackOverflowError tooDeep) {
            exhausted = true;
            return text -> true;
        }
    }

    /** Whether a match took too many steps, so that all matches since then are of no use. */
    boolean exhausted() {
        return exhausted;
    }

    /** A pattern that is no regular expression; empty if there is none. */
    Optional<String> invalid() {
        return invalid;
    }

    private boolean find(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Counted(text)).find();
        } catch (Exhausted | StackOverflowError tooCostly) {
            exhausted = true;
            return true;
        }
    }

    private final class Counted implements CharSequence {

        private final CharSequence text;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads > MAX_READS) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
