package dev.ponder.strategies.privacy.recognise.secret;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Private keys in PEM form (RFC 7468), also with the escaped line breaks of JSON, and without their end. */
public final class PrivateKey {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LONGEST_TITLE = 64;

    private PrivateKey() {
    }

    /**
     * Reports the key that begins with this hyphen, if there is one.
     *
     * @return where to continue
     */
    public static int at(Detections detections, int start) {
        String text = detections.text();
        if (!text.startsWith(BEGIN, start)) {
            return start + 1;
        }
        int title = start + BEGIN.length();
        int end = text.substring(title, Math.min(text.length(), title + LONGEST_TITLE)).indexOf(DASHES);
        if (end < 0 || !text.substring(title, title + end).contains("PRIVATE KEY")) {
            return start + BEGIN.length();
        }
        int at = title + end + DASHES.length();
        while (at < text.length() && !text.startsWith(END, at) && body(text.charAt(at))) {
            at++;
        }
        if (text.startsWith(END, at)) {
            int close = text.indexOf(DASHES, at + END.length());
            at = close >= 0 && close - at < LONGEST_TITLE + END.length() ? close + DASHES.length() : at + END.length();
        }
        detections.add(EntityType.SECRET, start, at, 1);
        return at;
    }

    private static boolean body(char c) {
        return Chars.latin(c) || Chars.digit(c) || " \n\r\t+/=:,-\\".indexOf(c) >= 0;
    }
}
