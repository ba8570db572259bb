package dev.ponder.strategies.privacy.recognise.secret;

import java.util.Locale;
import java.util.Set;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Values behind words such as "password:" and "api_key=" that look random. Names of variables and calls do not. */
public final class KeyWord {

    private static final int LONGEST_WORD = 12;
    private static final int LONGEST = 512;
    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pwd", "passphrase", "pass", "passwort",
            "kennwort", "contraseña", "passcode", "pin");
    private static final Set<String> TOKENS = Set.of("secret", "token", "apikey", "accesskey", "secretkey",
            "privatekey",
            "accountkey", "credential", "credentials", "bearer", "basic", "sig", "signature", "auth", "authorization");
    private static final Set<String> OF_KEYS = Set.of("api", "access", "secret", "private", "account", "encryption",
            "master",
            "signing", "auth", "license", "licence", "subscription", "service", "deploy", "shared");
    private static final String STOPS = "\"'`<>,;&()[]{}|";

    private KeyWord() {
    }

    /** Reports the value behind this word of letters, if the word announces one. */
    public static void at(Detections detections, int start, int end) {
        int length = end - start;
        if (length < 3 || length > LONGEST_WORD) {
            return;
        }
        String text = detections.text();
        char last = (char) (text.charAt(end - 1) | 0x20);
        char first = (char) (text.charAt(start) | 0x20);
        if ("pksctab".indexOf(first) < 0 || "dtyenshlrgac".indexOf(last) < 0) {
            return;
        }
        String word = text.substring(start, end).toLowerCase(Locale.ROOT);
        boolean password = PASSWORDS.contains(word);
        if (password || TOKENS.contains(word) || word.equals("key") && OF_KEYS.contains(before(text, start))) {
            value(detections, end, password, word.equals("bearer") || word.equals("basic"));
        }
    }

    private static String before(String text, int start) {
        int end = start;
        while (end > 0 && start - end < 2 && " _-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int begin = end;
        while (begin > 0 && end - begin < LONGEST_WORD && Chars.latin(text, begin - 1)
                && !(begin < end && Character.isLowerCase(text.charAt(begin - 1))
                        && Character.isUpperCase(text.charAt(begin)))) {
            begin--;
        }
        return text.substring(begin, end).toLowerCase(Locale.ROOT);
    }

    private static void value(Detections detections, int word, boolean password, boolean bearer) {
        String text = detections.text();
        int start = separator(text, word, bearer);
        if (start < 0) {
            return;
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST && text.charAt(end) > ' '
                && STOPS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean call = Chars.is(text, end, '(') || Chars.is(text, end, '[') || Chars.is(text, end, '{');
        while (end > start && ".!?:\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (!call && random(text, start, end, password, bearer)) {
            detections.add(EntityType.SECRET, start, end, 0.8);
        }
    }

    /** The beginning of the value behind a separator such as {@code =}, {@code ": "} or " is "; -1 if there is none. */
    private static int separator(String text, int word, boolean bearer) {
        int at = skip(text, word, " \t\"'\\*_");
        boolean separated = bearer && at > word;
        if (Chars.is(text, at, ':') || Chars.is(text, at, '=')) {
            separated = true;
            at = skip(text, at + 1, "=>:");
        } else if (text.startsWith("is ", at) && at > word) {
            separated = true;
            at += 3;
        }
        at = skip(text, at, " \t\"'`\\*");
        return separated ? at : -1;
    }

    private static int skip(String text, int from, String characters) {
        int at = from;
        while (at < text.length() && at - from < 4 && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean random(String text, int start, int end, boolean password, boolean scheme) {
        int length = end - start;
        int digits = 0;
        int letters = 0;
        int symbols = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            digits += Chars.digit(c) ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
            symbols += Chars.word(c) || "_.-$".indexOf(c) >= 0 ? 0 : 1;
        }
        if (password) {
            return length >= 6 && (digits > 0 && letters > 0 || symbols > 0 && letters > 0 || digits == length)
                    && Entropy.bits(text, start, end) >= 2.2;
        }
        return length >= 12 && (digits > 0 || scheme && symbols > 0) && letters > 0
                && Entropy.bits(text, start, end) >= 3;
    }
}
