package dev.ponder.retrieval.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    @Test
    void countsTokensOfKnownTexts() {
        assertThat(TokenCounter.count("")).isZero();
        assertThat(TokenCounter.count("hello world")).isEqualTo(2);
        assertThat(TokenCounter.count("tiktoken is great!")).isEqualTo(6);
        assertThatCode(() -> TokenCounter.count("<|endoftext|> is text")).doesNotThrowAnyException();
    }

    @Test
    void countsLongTextsInBlocks() {
        String sentence = "The keeper of the lighthouse wrote down the time of every ship. ";
        int one = TokenCounter.count(sentence.repeat(2)) - TokenCounter.count(sentence);

        assertThat(TokenCounter.count(sentence.repeat(5000))).isBetween(one * 4990, one * 5010);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Writing in the Margins reads a long input segment by segment and generates margin notes, which are classified "
                    + "and then used to answer the question. The approach helps off-the-shelf models without fine-tuning.",
            "public static int count(String text) {\n        int tokens = 0;\n        for (int from = 0; from < 10;) {\n"
                    + "            tokens += ENCODING.countTokensOrdinary(text.substring(from, to));\n        }\n    }\n",
            "{\"id\": 4711, \"name\": \"Anna Müller\", \"tags\": [\"a\", \"b\"], \"price\": 12.50, \"ok\": true}",
            "Die Donaudampfschifffahrtsgesellschaft beförderte im Jahr 1880 über drei Millionen Fahrgäste auf der Donau.",
            "Быстрая коричневая лиса перепрыгивает через ленивую собаку и бежит дальше по полю.",
            "这是一个关于长文本阅读的测试句子，模型需要在页边写下笔记，然后回答问题。",
            "1234567890 3.14159265358979 2024-11-30T17:01:27Z 192.168.10.254",
            "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n"})
    void estimatesAreCloseToTheCount(String text) {
        int count = TokenCounter.count(text);

        assertThat(TokenCounter.estimate(text)).isBetween((int) (count * 0.9), (int) (count * 1.6) + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", " ", "\n", "7", "'", "aB", "é", "漢", "😀", "a\u0301", "\ud800"})
    void repetitionTakesLinearTime(String unit) {
        String text = unit.repeat(1_000_000 / unit.length());
        TokenCounter.count("load the vocabulary");

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            TokenCounter.count(text);
            TokenCounter.estimate(text);
        });
    }
}
