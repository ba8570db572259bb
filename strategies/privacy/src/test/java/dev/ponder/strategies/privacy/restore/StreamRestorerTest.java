package dev.ponder.strategies.privacy.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.strategies.privacy.placeholder.PlaceholderMatcher;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

class StreamRestorerTest {

    private static final String TEXT = "Dear [[PERSON_1]], \\[\\[EMAIL\\_1\\]\\] and [[EMAIL_11]] 😀 [[email 1]], [x](EMAIL_1). [[";
    private static final String RESTORED = "Dear Ann \"A\" Lee, a@b.de and k@b.de 😀 a@b.de, [x](a@b.de). [[";

    private final PlaceholderTable table = table();

    private static PlaceholderTable table() {
        var table = new PlaceholderTable();
        table.placeholder("PERSON", "Ann \"A\" Lee");
        IntStream.range(0, 11).forEach(i -> table.placeholder("EMAIL", (char) ('a' + i) + "@b.de"));
        table.placeholder("CARD", "4111111111111111");
        return table;
    }

    @Test
    void restoresWhereverTheStreamIsCutTwice() {
        for (int first = 0; first <= TEXT.length(); first++) {
            for (int second = first; second <= TEXT.length(); second++) {
                assertThat(restored(false, TEXT.substring(0, first), TEXT.substring(first, second), TEXT.substring(second)))
                        .as("cut at %d and %d", first, second).isEqualTo(RESTORED);
            }
        }
    }

    @Test
    void restoresAStreamOfSingleCharacters() {
        assertThat(restored(false, TEXT.split(""))).isEqualTo(RESTORED);
    }

    @Test
    void holdsBackLessThanAPlaceholder() {
        var restorer = new StreamRestorer(table, false);
        for (String piece : ("[[EMAIL_1]] [[EMAIL_11]] Every [[ 1 [a [[b [[EMAI [[PERSON_2]] E EMAI EMAIL_ " + TEXT).split("")) {
            restorer.accept(piece);
            assertThat(restorer.held()).isLessThan("[[EMAIL\\_11]]".length() + 4);
            assertThat(restorer.held()).isLessThan(new PlaceholderMatcher(table.labels()).longest());
        }
    }

    @Test
    void sendsAWholePlaceholderAtOnce() {
        assertThat(new StreamRestorer(table, false).accept("Hi [[EMAIL_1]]")).isEqualTo("Hi a@b.de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[EMAIL_1]]", "[[Email_1]]", "[[email_1]]", "[[ EMAIL_1 ]]", "[[EMAIL 1]]", "[[EMAIL-1]]",
            "\\[\\[EMAIL\\_1\\]\\]", "&#91;&#91;EMAIL_1&#93;&#93;", "&lbrack;&lbrack;EMAIL_1&rbrack;&rbrack;",
            "%5B%5BEMAIL_1%5D%5D", "【【EMAIL_1】】", "[[EMAIL_1]", "EMAIL_1", "EMAIL\\_1", "EMAIL_1]]"})
    void toleratesWhatModelsMakeOfPlaceholders(String altered) {
        String expected = "To a@b.de, please";
        assertThat(restored(false, "To " + altered + ", please")).isEqualTo(expected);
        assertThat(restored(false, ("To " + altered + ", please").split(""))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[[EMAIL_1]]'s | a@b.de's", "**[[EMAIL_1]]** | **a@b.de**", "[[[EMAIL_1]]](mailto:[[EMAIL_1]]) | [a@b.de](mailto:a@b.de)",
            "<EMAIL_1> | <a@b.de>", "[EMAIL_1] | [a@b.de]", "[[EMAIL_1 | a@b.de", "[[EMAIL_2]] | b@b.de"})
    void keepsWhatIsAroundAPlaceholder(String text, String expected) {
        String restored = restored(false, text);
        assertThat(restored).isEqualTo(text.equals("[[EMAIL_1") ? text : expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[EMAIL_99]]", "[[EMAIL_0]]", "[[EMAIL_01]]", "[[PHONE_1]]", "email_1", "MY_EMAIL_1", "EMAIL_1_HASH",
            "EMAIL_1x", "xEMAIL_1", "df[email_1]", "[[EMAIL]]", "[[EMAIL_", "EMAIL 1", "[[1]]", "[[EMAIL_1234567]]", "E", "\\", "&#9"})
    void leavesEverythingElse(String text) {
        assertThat(restored(false, text)).isEqualTo(text);
        assertThat(restored(false, text.split(""))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{\"name\": \"[[PERSON_1]]\"} | {\"name\": \"Ann \\\"A\\\" Lee\"}",
            "{\"name\": [[PERSON_1]]} | {\"name\": \"Ann \\\"A\\\" Lee\"}",
            "{\"card\": [[CARD_1]]} | {\"card\": 4111111111111111}",
            "{\"a\\\"\": \"x [[EMAIL_1]] y\", \"b\": [[[EMAIL_2]], 1]} | {\"a\\\"\": \"x a@b.de y\", \"b\": [\"b@b.de\", 1]}"})
    void writesJsonInJson(String text, String expected) {
        assertThat(restored(true, text)).isEqualTo(expected);
        assertThat(restored(true, text.split(""))).isEqualTo(expected);
    }

    private String restored(boolean json, String... pieces) {
        var restorer = new StreamRestorer(table, json);
        List<String> all = new ArrayList<>();
        for (String piece : pieces) {
            all.add(restorer.accept(piece));
        }
        all.add(restorer.finish());
        return String.join("", all);
    }
}
