package dev.ponder.api.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictReaderTest {

    private static final List<String> LABELS = List.of("C1", "C2", "C3");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "8 | 8", "8.5 | 8.5", "8/10 | 8", "4/5 | 8", "80/100 | 8", "80% | 8", "8 out of 10 | 8",
            "`4 out of 5.` | 8",
            "Score: 8 | 8", "Score: **9** | 9", "**Score:** 9/10 | 9", "RATING = 7 | 7", "Final grade: 6.5/10 | 6.5",
            "{\"reasoning\": \"fine\", \"score\": 8} | 8", "{\"score\": \"8/10\"} | 8", "{'score': 8,} | 8",
            "{score: 8} | 8",
            "{\"score\": 7.25} | 7.25", "{\"score\": 0} | 0", "{\"score\": 10} | 10",
            "Sure! ```json {\"score\": 8} ``` Hope this helps. | 8",
            "{\"score\": 3} no, wait: {\"score\": 8} | 8",
            "{\"draft\": {\"x\": 2}, \"score\": 8} | 8",
            "The 12 steps hold. Overall 9 of them. | 9", "0 | 0", "10 | 10"})
    void scoresAreRead(String reply, double score) {
        assertThat(VerdictReader.score(reply)).hasValue(score);
    }

    @Test
    void theLastLineThatSpeaksOfScoreCounts() {
        assertThat(VerdictReader.score("Score for style: 3\nIt has 7 parts.\nScore: 8\nThat took 2 minutes."))
                .hasValue(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "excellent", "Score: high", "Score: 85", "{\"score\": null}", "{\"score\": 11}",
            "{\"score\": \"good\"}", "{\"grade\"", "{}", "}{", "eight", "v2", "150%", "٨"})
    void whatCannotBeReadIsNoVerdict(String reply) {
        assertThat(VerdictReader.score(reply)).isEqualTo(OptionalDouble.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"reasoning\": \"C1 is weak\", \"choice\": \"C2\"} | C2", "{\"choice\": \"c2\"} | C2",
            "{\"choice\": \"Candidate C2\"} | C2", "[[C2]] | C2", "C1 fails where C3 does not. [[C2]] | C2",
            "My choice: [[C2]] over [[x]] | C2", "Best: C2 | C2", "C2 | C2", "First I liked C1. Now C2. | C2",
            "**C2** | C2",
            "```json\n{\"choice\": \"C2\"}\n``` | C2"})
    void choicesAreRead(String reply, String choice) {
        assertThat(VerdictReader.choice(reply, LABELS)).contains(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "C4", "C22", "{\"choice\": \"C4\"}", "{\"choice\": null}", "XC2", "[[C4]]"})
    void whatNamesNoLabelIsNoChoice(String reply) {
        assertThat(VerdictReader.choice(reply, LABELS)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{\"ranking\": [\"C2\", \"C3\", \"C1\"]} | C2 C3 C1",
            "C2 > C3 > C1 | C2 C3 C1", "1. C2 2. C3 3. C1 | C2 C3 C1",
            "{\"ranking\": [\"C2\", \"C2\", \"C9\", \"c1\"]} | C2 C1",
            "[[C2]] | C2", "{\"ranking\": [\"Candidate C3\"]} | C3"})
    void rankingsAreRead(String reply, String ranking) {
        assertThat(VerdictReader.ranking(reply, LABELS)).containsExactly(ranking.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "{\"ranking\": []}", "{\"ranking\": \"C2\"}"})
    void whatRanksNothingIsAnEmptyRanking(String reply) {
        assertThat(VerdictReader.ranking(reply, LABELS)).isEmpty();
    }

    /** Replies that are nothing but the beginnings of something. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "{\"score\": ", "[[C2", "9", "x ", "{\"a\":[", "Score: "})
    void noReplyCanStallAnEventLoop(String piece) {
        String reply = piece.repeat(20_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            VerdictReader.score(reply);
            VerdictReader.choice(reply, LABELS);
            VerdictReader.ranking(reply, LABELS);
        });
    }
}
