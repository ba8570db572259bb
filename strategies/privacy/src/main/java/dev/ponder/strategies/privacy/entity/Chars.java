package dev.ponder.strategies.privacy.entity;

/** Classes of characters. Places outside of the text belong to none. */
public final class Chars {

    private Chars() {
    }

    /** Whether there is an ASCII digit. */
    public static boolean digit(CharSequence text, int at) {
        return at >= 0 && at < text.length() && digit(text.charAt(at));
    }

    /** Whether this is an ASCII digit. */
    public static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether there is an ASCII letter. */
    public static boolean latin(CharSequence text, int at) {
        return at >= 0 && at < text.length() && latin(text.charAt(at));
    }

    /** Whether this is an ASCII letter. */
    public static boolean latin(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** Whether this is a hexadecimal digit. */
    public static boolean hex(char c) {
        return digit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }

    /** Whether there is a letter or digit of any script. */
    public static boolean word(CharSequence text, int at) {
        return at >= 0 && at < text.length() && word(text.charAt(at));
    }

    /** Whether this is a letter or digit of any script. */
    public static boolean word(char c) {
        return c < 128 ? latin(c) || digit(c) : Character.isLetterOrDigit(c);
    }

    /** Whether there is this character. */
    public static boolean is(CharSequence text, int at, char c) {
        return at >= 0 && at < text.length() && text.charAt(at) == c;
    }

    /** The end of the run of ASCII digits that begins here, at most {@code most} of them. */
    public static int endOfDigits(CharSequence text, int from, int most) {
        int end = from;
        while (end < text.length() && end - from < most && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
