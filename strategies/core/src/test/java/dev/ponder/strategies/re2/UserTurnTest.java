package dev.ponder.strategies.re2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTurnTest {

    private static final String CODE = "int sum = 0;\nfor (int i = 0; i < 10; i++) {\n    sum += i;\n}\n";
    private static final int LIMIT = 8_000;

    @Test
    void repeatsAWholeQuestion() {
        String turn = "A train leaves at nine.\n\nWhen is it there?";

        assertThat(worthRepeating(turn, LIMIT)).contains(turn);
    }

    @Test
    void repeatsAWholeTurnThatIsMostlyProse() {
        String turn = "Explain to me in your own words what this line does, and why:\n```\nx++\n```\n";

        assertThat(worthRepeating(turn, LIMIT)).contains(turn);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "```java\n" + CODE + "```\n\nWhat is in sum?",
            "Here is code.\n~~~~\n" + CODE + "~~~\n" + CODE + "~~~~~\nWhat is in sum?",
            "\"\"\"\n" + CODE + "\"\"\"\nWhat is in sum?",
            "Read this.\n<document index=\"1\">\n" + CODE + "</document>\nWhat is in sum?",
            "<document>\n" + CODE + "</document>\nAnd this.\n\n<document>\n" + CODE
                    + "</document>\n\nWhat is in sum?\n",
            "  <code>" + CODE + "</code >\r\n\r\nWhat is in sum?",
            "Some code.\r\n\r\nWhat is in sum?\r\n\r\n```\r\n" + CODE + "never closed"})
    void repeatsOnlyTheQuestionOfATurnThatIsMostlyPasted(String turn) {
        assertThat(worthRepeating(turn, LIMIT)).contains("What is in sum?");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<b>Which is the larger one</b>, a or b?",
            "<question>\nWhich is larger, 2 or 3?\n</question>",
            "<TASK id=\"7\">Add 2 and 3.</TASK>",
            "Is a<b and\n<c> d\nor not?",
            "``` is a fence `of` what?"})
    void treatsTheMarkupOfTheQuestionAsProse(String turn) {
        assertThat(worthRepeating(turn, LIMIT)).contains(turn);
    }

    @Test
    void repeatsNothingOfATurnThatIsEntirelyPasted() {
        assertThat(worthRepeating("```\n" + CODE + "```", LIMIT)).isEmpty();
    }

    @Test
    void repeatsOnlyALastParagraphThatAsksOfATextThatIsTooLong() {
        String report = "All was well that year. ".repeat(10).strip();

        assertThat(worthRepeating(report + "\n\nWhat happened?", 100)).contains("What happened?");
        assertThat(worthRepeating(report + "\n \n何が起きた？", 100)).contains("何が起きた？");
        assertThat(worthRepeating(report + "\n\nBest regards", 100)).isEmpty();
        assertThat(worthRepeating(report + "\nWhat happened?", 100)).isEmpty();
    }

    @Test
    void repeatsTheProseAfterAPastedTextThatIsTooLong() {
        assertThat(worthRepeating("<report>\n" + "Well. ".repeat(50) + "\n</report>\n\nSum it up.", 100))
                .contains("Sum it up.");
    }

    @Test
    void keepsToTheLimit() {
        assertThat(worthRepeating("12\n\n5?", 6)).contains("12\n\n5?");
        assertThat(worthRepeating("12\n\n5?", 5)).contains("5?");
        assertThat(worthRepeating("12345?", 5)).isEmpty();
        assertThat(worthRepeating("a?", 0)).isEmpty();
    }

    @Test
    void takesLinearTimeForAnyPastedText() {
        // Quadratic would be 10^11 steps, minutes; linear are milliseconds
        String openings = "<a>\n<b1>\n```x`\n".repeat(30_000);
        String blanks = "x" + " \n".repeat(200_000) + "x";

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(worthRepeating(openings, LIMIT)).isEmpty();
            assertThat(worthRepeating(openings + "</a></b1>" + blanks, LIMIT)).isEmpty();
        });
    }

    private static Optional<String> worthRepeating(String turn, int maxChars) {
        return UserTurn.read(turn).worthRepeating(maxChars);
    }
}
