package dev.ponder.strategies.privacy.recognise;

import java.util.List;
import java.util.Set;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detection;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;
import dev.ponder.strategies.privacy.recognise.network.IpAddress;
import dev.ponder.strategies.privacy.recognise.network.MailAddress;
import dev.ponder.strategies.privacy.recognise.network.UrlCredentials;
import dev.ponder.strategies.privacy.recognise.number.Iban;
import dev.ponder.strategies.privacy.recognise.number.Numbers;
import dev.ponder.strategies.privacy.recognise.place.PostalAddress;
import dev.ponder.strategies.privacy.recognise.secret.CryptoAddress;
import dev.ponder.strategies.privacy.recognise.secret.KeyPrefix;
import dev.ponder.strategies.privacy.recognise.secret.KeyWord;
import dev.ponder.strategies.privacy.recognise.secret.PrivateKey;

/**
 * Finds all entities of a text in one pass: the class of a character, or the beginning of a word, decides which recognisers
 * look at its surroundings. Each of them looks at a bounded number of characters, so that the time is linear. Immutable.
 */
public final class EntityScanner {

    private final Set<EntityType> wanted;
    private final List<String> regions;

    /**
     * A scanner.
     *
     * @param regions countries whose national telephone numbers are known, as ISO 3166-1 codes
     */
    public EntityScanner(Set<EntityType> wanted, List<String> regions) {
        this.wanted = wanted;
        this.regions = regions;
    }

    /**
     * The entities of a text, which may overlap.
     *
     * @param context what is known about the text, such as the name of the JSON member that contains it; may be empty
     */
    public List<Detection> scan(String text, String context) {
        var detections = new Detections(text, context, wanted);
        MemberValue.in(detections);
        int at = 0;
        int numbered = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Chars.word(c)) {
                int end = endOfWord(text, at);
                if (Chars.digit(c) && at >= numbered) {
                    numbered = number(detections, at);
                }
                word(detections, at, end);
                at = end;
            } else {
                if ((c == '+' || c == '(') && Chars.digit(text, at + 1) && at >= numbered
                        && !Chars.word(text, at - 1)) {
                    numbered = number(detections, at);
                }
                at = mark(detections, at, c);
            }
        }
        return detections.found();
    }

    private static int endOfWord(String text, int from) {
        int end = from + 1;
        while (end < text.length() && Chars.word(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The place from which on numbers may begin: behind the number that was found. */
    private int number(Detections detections, int at) {
        int before = detections.found().size();
        IpAddress.fourAt(detections, at);
        Numbers.at(detections, at, regions);
        PostalAddress.number(detections, at);
        int end = at;
        for (int i = before; i < detections.found().size(); i++) {
            Detection found = detections.found().get(i);
            end = found.score() >= 0.5 ? Math.max(end, found.end()) : end;
        }
        return end;
    }

    private static void word(Detections detections, int start, int end) {
        String text = detections.text();
        int length = end - start;
        if (length >= 26) {
            CryptoAddress.at(detections, start, end);
        }
        if (length >= 4 && Chars.digit(text, start + 2)) {
            Iban.at(detections, start);
        }
        if (length <= 4 && end < text.length() && (text.charAt(end) == ':' || text.charAt(end) == '-' && length == 2)
                && Chars.hex(text.charAt(start)) && Chars.hex(text.charAt(end - 1))
                && !Chars.is(text, start - 1, ':') && !Chars.is(text, start - 1, '-')) {
            IpAddress.sixAt(detections, start);
        }
        KeyPrefix.at(detections, start);
        letters(detections, start, end);
    }

    /** The parts of a word such as {@code userPassword}. */
    private static void letters(Detections detections, int start, int end) {
        String text = detections.text();
        int begin = start;
        for (int i = start + 1; i <= end; i++) {
            if (i == end || text.charAt(i) <= 'Z' && text.charAt(i) >= 'A' && text.charAt(i - 1) >= 'a') {
                KeyWord.at(detections, begin, i);
                if (begin == start && i == end) {
                    PostalAddress.word(detections, begin, i);
                }
                begin = i;
            }
        }
    }

    private static int mark(Detections detections, int at, char c) {
        String text = detections.text();
        return switch (c) {
            case '@' -> {
                MailAddress.at(detections, at);
                yield at + 1;
            }
            case ':' -> {
                if (Chars.is(text, at + 1, ':') && !Chars.word(text, at - 1) && !Chars.is(text, at - 1, ':')) {
                    IpAddress.sixAt(detections, at);
                }
                yield UrlCredentials.at(detections, at);
            }
            case '-' -> PrivateKey.at(detections, at);
            default -> at + 1;
        };
    }
}
