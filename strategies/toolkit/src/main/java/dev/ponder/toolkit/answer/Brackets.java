package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Brackets of a plain text. Any kind closes any other, because half-open intervals mix them. */
final class Brackets {

    /** Separators of the members of a list. */
    private static final List<String> SEPARATORS = List.of(" and ", " or ", ",", ";", " & ");

    private Brackets() {
    }

    /** The change of depth at this character. */
    static int step(char sign) {
        return switch (sign) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }

    /** Whether one pair of brackets encloses the whole text. */
    static boolean enclose(String text) {
        if (text.length() < 2 || step(text.charAt(0)) != 1 || step(text.charAt(text.length() - 1)) != -1) {
            return false;
        }
        int depth = 0;
        for (int at = 0; at < text.length() - 1; at++) {
            depth += step(text.charAt(at));
            if (depth == 0) {
                return false;
            }
        }
        return depth == 1;
    }

    /** The last position of a character outside of all brackets; negative if there is none. */
    static int lastOutside(String text, char wanted) {
        int depth = 0;
        int last = -1;
        for (int at = 0; at < text.length(); at++) {
            depth += step(text.charAt(at));
            if (depth == 0 && text.charAt(at) == wanted) {
                last = at;
            }
        }
        return last;
    }

    /**
     * The members of a list, without blank ones; the whole text if it is not a list.
     *
     * @param bare whether the list has no brackets of its own: only then may a comma separate thousands
     */
    static List<String> split(String text, boolean bare) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            depth += step(text.charAt(at));
            String separator = depth == 0 ? separatorAt(text, at) : null;
            if (separator != null) {
                add(members, text.substring(start, at));
                start = at + separator.length();
                // The space after "and" may also begin the next separator
                at = separator.endsWith(" ") ? start - 1 : start;
            } else {
                at = bare && NumberToken.isDigit(text, at) ? numberEnd(text, at) : at + 1;
            }
        }
        add(members, text.substring(Math.min(start, text.length())));
        return members;
    }

    private static void add(List<String> members, String member) {
        if (!member.isBlank()) {
            members.add(member.strip());
        }
    }

    private static @Nullable String separatorAt(String text, int at) {
        for (String separator : SEPARATORS) {
            if (text.startsWith(separator, at)) {
                return separator;
            }
        }
        return null;
    }

    private static int numberEnd(String text, int start) {
        NumberToken token = start > 0 && text.charAt(start - 1) == ',' ? null : NumberToken.at(text, start);
        int end = token == null ? start : token.end();
        while (NumberToken.isDigit(text, end)) {
            end++;
        }
        return end;
    }
}
