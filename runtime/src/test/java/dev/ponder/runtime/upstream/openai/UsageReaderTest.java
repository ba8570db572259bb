package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;

class UsageReaderTest {

    private static Usage read(String usage) {
        return UsageReader.read(Fixtures.json(usage)).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "7", "[]",
            "{'prompt_tokens': null, 'completion_tokens': null, 'total_tokens': null}",
            "{'prompt_tokens': -1, 'completion_tokens': -1, 'total_tokens': -1}",
            "{'prompt_tokens': '5', 'completion_tokens': '7'}",
            "{'prompt_tokens': 5.5, 'completion_tokens': 7.5}", "{'prompt_tokens': 5, 'completion_tokens': null}",
            "{'prompt_tokens': -1, 'completion_tokens': 7}",
            "{'prompt_tokens': 5, 'completion_tokens': -1, 'total_tokens': 3}",
            "{'cost': 1}", "{'prompt_tokens': null, 'completion_tokens': null, 'total_tokens': 12}"})
    void countsThatAreNoReport(String usage) {
        assertThat(read(usage)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'prompt_tokens': 5, 'completion_tokens': 7, 'total_tokens': 12}|5|7|12",
            "{'prompt_tokens': 5, 'completion_tokens': 7}|5|7|12",
            "{'prompt_tokens': 5, 'completion_tokens': 7, 'total_tokens': null}|5|7|12",
            "{'prompt_tokens': 5, 'completion_tokens': 7, 'total_tokens': 0}|5|7|12",
            "{'prompt_tokens': 0, 'completion_tokens': 0, 'total_tokens': 0}|0|0|0",
            "{'prompt_tokens': null, 'completion_tokens': 7, 'total_tokens': 12}|5|7|12",
            "{'prompt_tokens': 5, 'completion_tokens': null, 'total_tokens': 12}|5|7|12",
            "{'prompt_tokens': 9, 'total_tokens': 9}|9|0|9", "{'total_tokens': 9}|9|0|9",
            "{'input_tokens': 5, 'output_tokens': 7}|5|7|12",
            "{'promptTokenCount': 5, 'candidatesTokenCount': 7, 'totalTokenCount': 12}|5|7|12"})
    void counts(String usage, long prompt, long completion, long total) {
        assertThat(read(usage)).isEqualTo(new Usage(prompt, completion, total, 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'prompt_tokens': 5, 'prompt_tokens_details': {'cached_tokens': 3}",
            "'prompt_tokens': 5, 'prompt_cache_hit_tokens': 3, 'prompt_cache_miss_tokens': 2",
            "'prompt_tokens': 5, 'cached_tokens': 3",
            "'input_tokens': 2, 'cache_read_input_tokens': 3, 'cache_creation_input_tokens': 0",
            "'input_tokens': 5, 'input_tokens_details': {'cached_tokens': 3}",
            "'prompt_tokens': 5, 'prompt_tokens_details': null, 'cached_tokens': 3"})
    void tokensOfCaches(String members) {
        assertThat(read("{" + members + ", 'completion_tokens': 1}")).isEqualTo(new Usage(5, 1, 6, 0, 3, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'completion_tokens_details': {'reasoning_tokens': 4}", "'reasoning_tokens': 4",
            "'output_tokens_details': {'reasoning_tokens': 4}"})
    void tokensOfReasoning(String members) {
        assertThat(read("{'prompt_tokens': 1, 'completion_tokens': 5, " + members + "}"))
                .isEqualTo(new Usage(1, 5, 6, 4, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'usage': %s}", "{'choices': [{'usage': %s}]}", "{'x_groq': {'usage': %s}}",
            "{'message': {'usage': %s}}", "{'choices': [{'message': {'usage': %s}}]}", "{'usageMetadata': %s}",
            "{'usage': {'prompt_tokens': null}, 'choices': [{'usage': %s}]}"})
    void places(String body) {
        assertThat(UsageReader.find(Fixtures.json(body.formatted("{'prompt_tokens': 11, 'completion_tokens': 22}"))))
                .contains(Usage.of(11, 22));
    }

    @Test
    void aBodyWithoutUsageReportsNone() {
        assertThat(UsageReader.find(Fixtures.json("{'choices': [{'delta': {}}], 'usage': null}"))).isEmpty();
    }
}
