package dev.ponder.runtime.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.Toys;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;

class StrategyExpressionParserTest {

    private final StrategyExpressionParser parser = Toys.parser();

    private StrategyExpression parse(String text) {
        return parser.parse(text, "X-Ponder-Strategy");
    }

    private static List<List<String>> ids(StrategyExpression expression) {
        return expression.branches().stream().map(StrategyExpressionParserTest::ids).toList();
    }

    private static List<String> ids(Pipeline branch) {
        return branch.strategies().stream().map(StrategyDescriptor::id).toList();
    }

    @Test
    void pipesBindTighterThanBranches() {
        assertThat(ids(parse("re2&moa|bon"))).containsExactly(List.of("re2", "moa"), List.of("bon"));
    }

    @Test
    void blanksAroundNamesDoNotMatter() {
        assertThat(ids(parse(" re2 & moa | bon "))).isEqualTo(ids(parse("re2&moa|bon")));
    }

    @Test
    void orderAndRepetitionAreKept() {
        assertThat(ids(parse("moa&re2&moa"))).containsExactly(List.of("moa", "re2", "moa"));
    }

    @Test
    void noneIsTheIdentityOfPipes() {
        assertThat(ids(parse("none&moa&none"))).containsExactly(List.of("moa"));
        assertThat(parse("none").passthrough()).isTrue();
        assertThat(parse("none&none").passthrough()).isTrue();
        assertThat(parse("none|moa").passthrough()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"moa, NATIVE", "bon, EMULATED", "none, NATIVE", "re2, NATIVE", "bon&moa, NATIVE", "moa&bon, EMULATED",
            "bon&re2, NATIVE", "moa|none, NATIVE", "moa|bon, EMULATED"})
    void anExpressionStreamsAsItsLastStrategiesDo(String expression, StreamingMode streaming) {
        assertThat(parse(expression).streaming()).isEqualTo(streaming);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moa", "re2&moa", "re2&moa|bon", "none", "none|moa"})
    void anExpressionIsWrittenAsItIsRead(String text) {
        assertThat(parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mao", "moa&mao", "moa|mao", "moa&", "&moa", "|", "", "moa&&re2", "MOA"})
    void anUnknownNameIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(RequestException.class);
    }

    @Test
    void aRefusalNamesTheValueItsPlaceAndTheChoice() {
        assertThatThrownBy(() -> parse("re2&mao"))
                .hasMessageContainingAll("X-Ponder-Strategy", "'mao'", "'re2&mao'", "bon, loud, moa, none, re2")
                .extracting("param", "status").containsExactly("X-Ponder-Strategy", 400);
    }
}
