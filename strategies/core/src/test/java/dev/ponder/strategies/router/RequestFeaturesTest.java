package dev.ponder.strategies.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.testing.Requests;

class RequestFeaturesTest {

    private static RequestFeatures of(String question) {
        return RequestFeatures.of(Requests.question(question), 60_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What is 17*23 - 46?                                                            | MATHS
            How many primes are there below 100?                                           | MATHS
            Find the probability that two dice sum to 7.                                   | MATHS
            Is the earth flat, yes or no?                                                  | CHOICE
            Write a Python function that reverses a list.                                  | CODE
            Why does this print None? ```def f(x): x+1```                                  | CODE
            Write a poem about the sea.                                                    | WRITING
            Summarize this article.                                                        | WRITING
            Compare TCP and UDP, and explain why video calls first tried both.             | REASONING
            Hello there!                                                                   | CHAT
            Who wrote Moby Dick?                                                           | CHAT
            """)
    void findsTheKind(String question, QuestionKind kind) {
        assertThat(of(question).kind()).isEqualTo(kind);
    }

    @Test
    void longConversationIsLongContext() {
        assertThat(of("word ".repeat(20_000)).kind()).isEqualTo(QuestionKind.LONG_CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Write to jane.doe@example.com", "My card is 4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00",
                    "Call me at +49 30 123 4567"})
    void findsPersonalData(String question) {
        assertThat(of(question).personal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is 12345 * 6789?", "Version 1.2.3 of the API", "Pi is 3.14159265358979"})
    void otherNumbersAreNotPersonal(String question) {
        assertThat(of(question).personal()).isFalse();
    }

    @Test
    void findsLinks() {
        assertThat(of("Summarise https://example.com/a").links()).isTrue();
        assertThat(of("What does https mean?").links()).isFalse();
    }

    @Test
    @Timeout(60)
    void hostileTextTakesLinearTime() {
        Stream.of("a".repeat(1_000_000), "1 ".repeat(500_000), "$".repeat(1_000_000), "a.".repeat(500_000) + "@",
                "SELECT ".repeat(100_000), "+1 (".repeat(200_000), "AB12 ".repeat(200_000)).forEach(text -> {
                    for (int i = 0; i < 20; i++) {
                        RequestFeatures.of(Requests.question(text), 100_000_000);
                    }
                });
    }
}
