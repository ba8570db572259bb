package dev.ponder.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionNamesTest {

    private final FunctionNames names = new FunctionNames();

    @ParameterizedTest
    @CsvSource({"filesystem, list_directory, filesystem__list_directory", "my.server, list.all, my_server__list_all",
            "a b, naïve, a_b__na_ve"})
    void namesFollowTheRuleOfOpenAi(String server, String tool, String expected) {
        assertThat(names.of(server, tool)).isEqualTo(expected);
    }

    @Test
    void longNamesKeepTheirBeginningAndDiffer() {
        String one = names.of("server", "x".repeat(100) + "1");
        String two = names.of("server", "x".repeat(100) + "2");

        assertThat(one).hasSize(64).startsWith("server__xxx").matches("[a-zA-Z0-9_-]+").isNotEqualTo(two);
        assertThat(new FunctionNames().of("server", "x".repeat(100) + "1")).as("again").isEqualTo(one);
    }

    @Test
    void toolsWithTheSameNameDiffer() {
        assertThat(names.of("a", "b__c")).isNotEqualTo(names.of("a__b", "c"));
        assertThat(names.of("s", "x.y")).isNotEqualTo(names.of("s", "x/y"));
    }
}
