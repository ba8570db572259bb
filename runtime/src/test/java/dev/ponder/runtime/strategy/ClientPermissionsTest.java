package dev.ponder.runtime.strategy;

import static dev.ponder.runtime.security.ApiClients.client;
import static dev.ponder.runtime.security.ApiClients.withDefault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;

import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
import io.smallrye.mutiny.Uni;

/** What a client may select. */
class ClientPermissionsTest {

    private static final ApiClient RE2 = client("gpt*", "re2");

    private final ModelAliases aliases = new ModelAliases(new TestConfig()
            .with("ponder.kserve.models.reason.model", "moa-gpt-4o").with("ponder.kserve.models.cheap.model", "mini")
            .ponder());
    private final StrategySelector selector = selector(aliases);

    private static StrategySelector selector(ModelAliases aliases) {
        var upstream = ScriptedUpstream.answering("");
        return new StrategySelector(Toys.parser(),
                UpstreamFixture.only(upstream, upstream.time(), new RecordingMetrics()), aliases,
                new TestConfig().with("ponder.default-strategy", "bon").ponder());
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(Duration.ofSeconds(5));
    }

    private Selection select(@Nullable Named named, String model, ApiClient client) {
        return await(selector.select(named, model, client));
    }

    private AbstractThrowableAssert<?, ?> assertForbidden(@Nullable Named named, String model, ApiClient client) {
        return assertThatThrownBy(() -> select(named, model, client)).isInstanceOfSatisfying(RequestException.class,
                failure -> assertThat(failure.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"moa", "re2&moa", "moa&re2", "re2|moa", "re2&bon|re2"})
    void eachStrategyOfAnExpressionIsChecked(String expression) {
        assertForbidden(new Named(expression, "X-Ponder-Strategy"), "gpt-4o", RE2)
                .hasMessageContaining("X-Ponder-Strategy: client 'team-a' may not use strategy");
        assertForbidden(null, expression + "-gpt-4o", RE2).hasMessageContaining("model: client 'team-a'");
    }

    @Test
    void whatIsAllowedIsSelected() {
        assertThat(select(null, "re2-gpt-4o", RE2).expression()).hasToString("re2");
        assertThat(select(new Named("re2&none", "x"), "gpt-4o", RE2).expression()).hasToString("re2");
        assertThat(select(null, "none-gpt-4o", RE2).expression()).hasToString("none");
        assertThat(select(null, "moa-gpt-4o", ApiClient.ANONYMOUS).expression()).hasToString("moa");
    }

    /** The prefix is not used then. */
    @Test
    void aPrefixThatIsOverriddenIsNotChecked() {
        assertThat(select(new Named("re2", "x"), "moa-gpt-4o", RE2).expression()).hasToString("re2");
    }

    @Test
    void theDefaultOfTheClientComesBeforeThatOfTheServer() {
        assertThat(select(null, "gpt-4o", withDefault(RE2, "re2")).expression()).hasToString("re2");
        assertThat(select(null, "gpt-4o", withDefault(RE2, "re2")).byDefault()).isTrue();
        assertThat(select(null, "gpt-4o", RE2).expression()).hasToString("bon");
    }

    @Test
    void aModelIsChecked() {
        assertForbidden(null, "o3", RE2).hasMessageContaining("may not use model 'o3' (expected one of: gpt*");
        assertForbidden(null, "re2-o3", RE2);
        assertForbidden(null, "re2-o3", client("re2-*", "*"));
    }

    @Test
    void anAliasNeedsItsNameOrItsModelAndItsStrategy() {
        assertThat(select(null, "reason", client("reason", "moa")).model()).isEqualTo("gpt-4o");
        assertThat(select(null, "reason", client("gpt-4o", "moa")).model()).isEqualTo("gpt-4o");
        assertForbidden(null, "reason", client("mini", "moa")).hasMessageContaining("'gpt-4o'");
        assertForbidden(null, "reason", RE2).hasMessageContaining("'moa'");
        assertForbidden(null, "gpt-4o", client("reason", "*"));
    }

    @Test
    void listsContainWhatTheClientMayUse() {
        var usable = new UsableModels(selector, aliases);
        List<String> all = List.of("gpt-4o", "o3", "mini", "reason", "cheap");

        assertThat(await(usable.of(all, RE2))).containsExactlyInAnyOrder("gpt-4o");
        assertThat(await(usable.of(all, client("mini,reason", "moa")))).containsExactlyInAnyOrder("mini", "cheap",
                "reason");
        assertThat(await(usable.of(all, ApiClient.ANONYMOUS))).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void theSettingsOfAClientNameStrategiesThatItMayUse() {
        var check = new ClientStrategyCheck(Toys.registry(), Toys.parser());

        assertThat(check.faults(withDefault(client("*", "re2,m*"), "re2&moa"), "p")).isEmpty();
        assertThat(check.faults(client("*", "re3"), "p")).singleElement().asString()
                .startsWith("p.strategies: unknown strategy 're3' (expected some of: bon, ");
        assertThat(check.faults(withDefault(client("*", "re2"), "moa"), "p")).singleElement().asString()
                .startsWith("p.default-strategy: client 'team-a' may not use strategy 'moa'");
        assertThat(check.faults(withDefault(client("*", "*"), "re3"), "p")).singleElement().asString()
                .startsWith("p.default-strategy: unknown strategy 're3'");
    }
}
