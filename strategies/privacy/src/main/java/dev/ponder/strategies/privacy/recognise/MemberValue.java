package dev.ponder.strategies.privacy.recognise;

import java.util.List;
import java.util.Set;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** What the name of a JSON member, such as {@code last_name} or {@code apiKey}, says about its whole value. */
final class MemberValue {

    private static final int LONGEST = 128;
    private static final int SHORTEST_PASSWORD = 4;
    private static final int SHORTEST_TOKEN = 8;
    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "pwd", "passphrase", "passcode",
            "passwort",
            "kennwort");
    private static final List<String> TOKENS = List.of("secret", "token", "apikey", "api key", "access key",
            "private key",
            "secret key", "credential", "credentials", "authorization");
    private static final List<String> NAMES = List.of("first name", "firstname", "last name", "lastname", "full name",
            "fullname",
            "given name", "family name", "surname", "middle name", "patient name", "customer name", "contact name",
            "employee name", "nachname", "vorname");

    private MemberValue() {
    }

    /** Reports the whole text, if the context says that it is a name, a password or a token. */
    static void in(Detections detections) {
        String context = detections.context();
        String text = detections.text();
        if (context.isEmpty() || text.isBlank() || text.length() > LONGEST) {
            return;
        }
        boolean oneWord = text.chars().noneMatch(Character::isWhitespace);
        String last = context.substring(context.lastIndexOf(' ') + 1);
        boolean password = PASSWORDS.contains(last) && text.length() >= SHORTEST_PASSWORD;
        boolean token = text.length() >= SHORTEST_TOKEN && ends(context, TOKENS)
                && text.chars().anyMatch(c -> Chars.digit((char) c));
        if (oneWord && (password || token)) {
            detections.add(EntityType.SECRET, 0, text.length(), 0.8);
        } else if (ends(context, NAMES) && text.chars().anyMatch(Character::isLetter)) {
            detections.add(EntityType.PERSON, 0, text.length(), 0.7);
        }
    }

    private static boolean ends(String context, List<String> phrases) {
        for (String phrase : phrases) {
            int start = context.length() - phrase.length();
            if (start >= 0 && context.endsWith(phrase) && (start == 0 || context.charAt(start - 1) == ' ')) {
                return true;
            }
        }
        return false;
    }
}
