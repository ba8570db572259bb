package dev.ponder.runtime.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.engine.Toys;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import dev.ponder.runtime.upstream.UpstreamFixture;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.TestConfig;

class StrategySelectorTest {

    private static final Named HEADER = new Named("bon", "X-Ponder-Strategy");

    private static StrategySelector selector(String byDefault, String... listed) {
        var upstream = ScriptedUpstream.answering("").listing(listed);
        var registry = UpstreamFixture.only(upstream, upstream.time(), new RecordingMetrics());
        var config = new TestConfig().with("ponder.default-strategy", byDefault)
                .with("ponder.kserve.models.reason.model", "moa-gpt-4o").ponder();
        return new StrategySelector(Toys.parser(), registry, new ModelAliases(config), config);
    }

    private static Selection select(@Nullable Named named, String model, String... listed) {
        return selector("re2", listed).select(named, model, ApiClient.ANONYMOUS).await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void anAliasStandsForAModelWithItsStrategy() {
        Selection selection = select(null, "reason");

        assertThat(selection.expression()).hasToString("moa");
        assertThat(selection.model()).isEqualTo("gpt-4o");
    }

    @Test
    void anAliasTakesNoFurtherStrategy() {
        assertThatThrownBy(() -> select(null, "re2-reason")).hasMessageContaining("is an alias of 'moa-gpt-4o'");
        assertThat(select(null, "re2-reason", "reason").model()).isEqualTo("reason");
    }

    @Test
    void theNamedStrategyComesBeforeTheModelsPrefix() {
        Selection selection = select(HEADER, "moa-gpt-4o");

        assertThat(selection.expression()).hasToString("bon");
        assertThat(selection.model()).isEqualTo("gpt-4o");
        assertThat(selection.warning()).hasValueSatisfying(
                warning -> assertThat(warning).contains("'moa'", "X-Ponder-Strategy", "'bon'"));
    }

    @Test
    void theModelsPrefixComesBeforeTheDefault() {
        assertThat(select(null, "moa-gpt-4o").expression()).hasToString("moa");
        assertThat(select(null, "gpt-4o").expression()).hasToString("re2");
    }

    @Test
    void theDefaultChangesWithoutRestart() {
        StrategySelector selector = selector("re2");
        selector.use(new TestConfig().with("ponder.default-strategy", "moa").ponder());

        assertThat(selector.select(null, "gpt-4o", ApiClient.ANONYMOUS).await().atMost(Duration.ofSeconds(20))
                .expression()).hasToString("moa");
    }

    @Test
    void anUnknownDefaultIsNotUsed() {
        StrategySelector selector = selector("re2");
        assertThatThrownBy(() -> selector.check(new TestConfig().with("ponder.default-strategy", "missing").ponder()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ponder.default-strategy");
    }

    @Test
    void namingTheSameStrategyTwiceIsNoConflict() {
        assertThat(select(HEADER, "bon-gpt-4o").warning()).isEmpty();
        assertThat(select(HEADER, "gpt-4o").warning()).isEmpty();
        assertThat(select(null, "bon-gpt-4o").warning()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"moa-gpt-4o, moa, gpt-4o", "re2&moa-llama-3.1-8b, re2&moa, llama-3.1-8b",
            "moa|bon-qwen, moa|bon, qwen", "none-gpt-4o, none, gpt-4o", "moa-org/model:free, moa, org/model:free"})
    void theFirstDashEndsThePrefix(String model, String expression, String upstreamModel) {
        Selection selection = select(null, model);

        assertThat(selection.expression()).hasToString(expression);
        assertThat(selection.model()).isEqualTo(upstreamModel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "moa", "-moa", "moa-", "moab-gpt", "llama-moa-7b"})
    void whatIsNoPrefixIsLeftAlone(String model) {
        Selection selection = select(null, model);

        assertThat(selection.model()).isEqualTo(model);
        assertThat(selection.expression()).hasToString("re2");
    }

    @Test
    void aModelThatAnUpstreamListsIsNeverTakenApart() {
        assertThat(select(null, "moa-7b", "moa-7b").model()).isEqualTo("moa-7b");
        assertThat(select(null, "moa-7b", "other").model()).isEqualTo("7b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Moa-7b", "MOA-7b", "rE2-7b"})
    void aPrefixInOtherLetterCaseNamesTheStrategies(String model) {
        assertThatThrownBy(() -> select(null, model, "7b")).hasMessageContainingAll("'" + model + "'",
                "did you mean '" + model.toLowerCase(Locale.ROOT) + "'", "bon, ", "re2")
                .hasFieldOrPropertyWithValue("status", 404);
        assertThat(select(null, model, "7b", model).model()).isEqualTo(model);
        assertThat(select(null, model).model()).isEqualTo(model);
    }

    @Test
    void anUnknownModelThatBeginsLikePrefixNamesTheStrategies() {
        var unknown = RequestException.unknownModel("model: not known");

        assertThat(selector("re2").explained(unknown, "foo-sim")).hasMessageContainingAll("model: not known",
                "'foo' is not a strategy", "bon, ").hasFieldOrPropertyWithValue("code", "model_not_found");
        for (String model : List.of("foo", "moa-foo", "-foo")) {
            assertThat(selector("re2").explained(unknown, model)).isSameAs(unknown);
        }
        var other = RequestException.invalid("model", "too long");
        assertThat(selector("re2").explained(other, "foo-sim")).isSameAs(other);
    }

    @Test
    void severalPrefixesAreRefusedUnlessTheRestIsModel() {
        assertThatThrownBy(() -> select(null, "bon-moa-gpt")).isInstanceOf(RequestException.class)
                .hasMessageContainingAll("'bon-moa-gpt'", "expected one prefix", "&");
        assertThat(select(null, "bon-moa-gpt", "moa-gpt").model()).isEqualTo("moa-gpt");
    }

    @Test
    void anExpressionWithAnUnknownNameIsRefusedAndNotSentUpstream() {
        assertThatThrownBy(() -> select(null, "moa&mao-gpt")).isInstanceOf(RequestException.class)
                .hasMessageContainingAll("model", "'mao'");
    }

    @Test
    void aMistypedDefaultStopsTheStart() {
        assertThatThrownBy(() -> selector("mao")).hasMessageContainingAll("ponder.default-strategy", "'mao'");
    }
}
