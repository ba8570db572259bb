package dev.ponder.strategies.privacy.recognise.network;

import java.util.Set;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Mail addresses (RFC 5321, without quoted local parts), found by their {@code @}. */
public final class MailAddress {

    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 255;
    /** Names of pictures such as {@code logo@2x.png} are no addresses. */
    private static final Set<String> FILES = Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ts");
    /** The user of clone addresses such as {@code git@github.com}. */
    private static final String GIT = "git";

    private MailAddress() {
    }

    /** Reports the address around this {@code @}, if there is one. */
    public static void at(Detections detections, int at) {
        String text = detections.text();
        int start = at;
        while (start > 0 && at - start < LONGEST_LOCAL_PART && local(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !Chars.word(text, start)) {
            start++;
        }
        int end = endOfDomain(text, at + 1);
        if (start < at && end > 0 && !text.substring(start, at).equals(GIT)) {
            detections.add(EntityType.EMAIL, start, end, 0.95);
        }
    }

    private static boolean local(char c) {
        return Chars.word(c) || "._%+-'".indexOf(c) >= 0;
    }

    /** -1 if there is no domain of two labels or more. */
    private static int endOfDomain(String text, int from) {
        int dot = -1;
        int at = from;
        while (at < text.length() && at - from < LONGEST_DOMAIN) {
            char c = text.charAt(at);
            if (c == '.' && at > from && Chars.word(text, at + 1) && text.charAt(at - 1) != '.') {
                dot = at;
            } else if (!Chars.word(c) && !(c == '-' && at > from)) {
                break;
            }
            at++;
        }
        while (at > from && text.charAt(at - 1) == '-') {
            at--;
        }
        return dot > 0 && topLevel(text, dot + 1, at) ? at : -1;
    }

    private static boolean topLevel(String text, int from, int to) {
        if (to - from < 2 || !Character.isLetter(text.charAt(from))) {
            return false;
        }
        String name = text.substring(from, to);
        return !FILES.contains(name) && (name.startsWith("xn--") || name.chars().allMatch(Character::isLetter));
    }
}
