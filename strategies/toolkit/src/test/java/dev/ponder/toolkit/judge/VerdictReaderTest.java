package dev.ponder.toolkit.judge;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Score (1-10): 7 | 7", "Score (0 – 10): 7.5 | 7.5", "Score (out of 10): 7 | 7", "Score (/10): 7 | 7",
            "Score on a scale of 1 to 10: 7 | 7", "On a scale from 1 to 100 the score is 70/100. | 7",
            "2. Score: 7 | 7", "Candidate 2 gets a rating of 7 | 7", "I give it a 7 as its grade. | 7",
            "Score: 8-9 | 8", "Score: 1 - 3 errors | 1", "Score: 1.5 | 1.5", "Score: 1 | 1",
            "It was rated from 1 to 10 and got 7 | 7"})
    void theBoundsOfAScaleAreNoGrade(String reply, double score) {
        assertThat(VerdictReader.score(reply)).hasValue(score);
    }

    @Test
    void theLastLineWithAKeywordCounts() {
        assertThat(VerdictReader.score("Score for style: 3\nIt has 7 parts.\nScore: 8\nThat took 2 minutes."))
                .hasValue(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "excellent", "Score: high", "Score: 85", "{\"score\": null}", "{\"score\": 11}",
            "{\"score\": \"good\"}", "{\"grade\"", "{}", "}{", "eight", "v2", "150%", "٨", "Score (1-10): high",
            "11/10"})
    void anUnreadableScoreIsNoVerdict(String reply) {
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
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`Best: C2\nC1 was also good` | C2", "Best: C2. C1 was also good. | C2",
            "Best: C2. C1 was a good choice too. | C2",
            "C2 is the best, because C1 is wrong. | C2", "Compared with C1, the best answer is C2. | C2",
            "`**Verdict:** C2\nThe others, C1 and C3, are wrong.` | C2", "`Winner: C1? No.\nWinner: C2\nNot C3.` | C2",
            "`Answer C2 is right.\nAnswer C1 is not.\nI take C2` | C2", "`Answer: C2\nC1 is worse` | C2",
            "`My choice: C1\n[[C2]]` | C2"})
    void theLineWithAKeywordCounts(String reply, String choice) {
        assertThat(VerdictReader.choice(reply, LABELS)).contains(choice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "C4", "C22", "{\"choice\": \"C4\"}", "{\"choice\": null}", "XC2", "[[C4]]"})
    void aReplyWithoutLabelIsNoChoice(String reply) {
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
    void aReplyWithoutLabelIsAnEmptyRanking(String reply) {
        assertThat(VerdictReader.ranking(reply, LABELS)).isEmpty();
    }

    /** Replies that repeat the beginning of a verdict. */
    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "{\"score\": ", "[[C2", "9", "x ", "{\"a\":[", "Score: ", "11 ",
            "11/", "11 out of ", "1-1", "1 ", "Score 11 ", "Score\n", "best ", "C1 best ", "Best: C2\n", "answer "})
    void longRepetitiveRepliesTakeLinearTime(String piece) {
        String reply = piece.repeat(200_000 / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            VerdictReader.score(reply);
            VerdictReader.choice(reply, LABELS);
            VerdictReader.ranking(reply, LABELS);
        });
    }
}
