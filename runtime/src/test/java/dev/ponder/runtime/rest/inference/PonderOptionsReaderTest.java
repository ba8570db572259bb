package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Uni;

class PonderOptionsReaderTest {

    @Strategy(id = "fetching", title = "Fetching", enabled = false)
    private static final class Fetching implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }

    /** Of a server on which the operator has enabled the strategy. */
    private static @Nullable Named strategy(String tag, @Nullable String header) {
        var config = TestConfig.defaults();
        var reader = new PonderOptionsReader(new StrategyRegistry(List.of(new Fetching()), config.limits()), config);
        return reader.read(Bodies.json("{}"), header, Optional.of(new Named(tag, "messages[0].content")),
                ApiClient.ANONYMOUS).strategy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetching", "none & fetching", "none|fetching"})
    void aTagSelectsNoStrategyThatIsOffByDefault(String tag) {
        assertThatThrownBy(() -> strategy(tag, null)).hasFieldOrPropertyWithValue("status", 403)
                .hasMessageContainingAll("messages[0].content", "'fetching'", "X-Ponder-Strategy");
        assertThat(strategy(tag, "fetching")).isEqualTo(new Named("fetching", "X-Ponder-Strategy"));
    }

    @Test
    void aTagSelectsAnyOtherStrategy() {
        assertThat(strategy("re2", null)).isEqualTo(new Named("re2", "messages[0].content"));
    }

    @Test
    void limitsChangeWithoutRestart() {
        var config = TestConfig.defaults();
        var reader = new PonderOptionsReader(new StrategyRegistry(List.of(), config.limits()), config);
        reader.use(new TestConfig().with("ponder.limits.max-calls", "3").ponder());

        for (String body : List.of("{}", "{'ponder': {'quorum': 1}}")) {
            assertThat(reader.read(Bodies.json(body), null, Optional.empty(), ApiClient.ANONYMOUS).limits().maxCalls())
                    .isEqualTo(3);
        }
    }

    private static ClientRequest read(String ponder) {
        return Bodies.read(Bodies.with("'ponder': " + ponder));
    }

    private static ParameterValues values(Object... namesAndValues) {
        ParameterValues values = ParameterValues.NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object name = namesAndValues[i];
            ParameterDescriptor parameter = Bodies.registry().find("knobby").orElseThrow().parameters().stream()
                    .filter(known -> known.name().equals(name)).findFirst().orElseThrow();
            values = values.with(parameter, namesAndValues[i + 1]);
        }
        return values;
    }

    @Test
    void parametersAreReadAsTheSettingsOwnTypes() {
        ClientRequest request = read(
                "{'knobby': {'samples': 5, 'share': 1, 'loud': true, 'way': 'up-side-down', 'pause': 20,"
                        + " 'judge': 'gpt', 'models': ['a', 'b'], 'max_tokens': 9}}");

        assertThat(request.options().parameters()).usingRecursiveComparison()
                .isEqualTo(values("samples", 5, "share", 1.0, "loud", true,
                        "way", Bodies.Way.UP_SIDE_DOWN, "pause", Duration.ofMillis(20), "judge", Optional.of("gpt"),
                        "models", List.of("a", "b"), "max_tokens", OptionalInt.of(9)));
    }

    @Test
    void aFlatNameMayBeTheMemberOfAnObjectWhoseOtherMembersAreIgnored() {
        ClientRequest request = Bodies.read(Bodies.with("'knob_config': {'loudness': true, 'unknown': 3}"));

        assertThat(request.options().parameters()).usingRecursiveComparison().isEqualTo(values("loud", true));
        assertThat(request.body().parsed()).isEqualTo(Bodies.json(Bodies.with("")));
        assertThat(Bodies.read(Bodies.with("'knob_config': null")).options().parameters())
                .usingRecursiveComparison().isEqualTo(ParameterValues.NONE);
        Bodies.assertRefused(Bodies.with("'knob_config': 'loud'")).hasMessageContaining("knob_config");
        Bodies.assertRefused(Bodies.with("'knob_config': {'loudness': 3}"))
                .hasMessageContaining("knob_config.loudness");
    }

    @Test
    void aFlatNameIsTheSameParameterAndTheNestedOneWins() {
        assertThat(Bodies.read(Bodies.with("'knob_samples': 5")).options().parameters())
                .usingRecursiveComparison().isEqualTo(values("samples", 5));
        assertThat(
                Bodies.read(Bodies.with("'knob_samples': 5, 'ponder': {'knobby': {'samples': 6}}")).options()
                        .parameters())
                .usingRecursiveComparison().isEqualTo(values("samples", 6));
    }

    @Test
    void nullsAreAbsent() {
        assertThat(
                read("{'knobby': {'samples': null}, 'strategy': null, 'budget': null, 'progress': null}").options()
                        .parameters())
                .usingRecursiveComparison().isEqualTo(ParameterValues.NONE);
        assertThat(Bodies.read(Bodies.with("'ponder': null, 'knob_samples': null")).options().strategy()).isNull();
    }

    @Test
    void aBudgetLowersTheLimits() {
        RequestLimits limits = read("{'budget': {'max_calls': 3, 'max_tokens': 100, 'deadline_ms': 1500}}").limits();

        assertThat(limits).isEqualTo(new RequestLimits(3, 100, Duration.ofMillis(1500), 32, 1));
        assertThat(read("{'budget': {}}").limits()).isEqualTo(read("{}").limits());
    }

    @Test
    void aQuorumIsTheRequestsOwn() {
        assertThat(read("{'quorum': 3}").limits()).isEqualTo(read("{}").limits().withQuorum(3));
        assertThat(read("{'quorum': 64, 'budget': {'max_calls': 3}}").limits())
                .isEqualTo(read("{'budget': {'max_calls': 3}}").limits().withQuorum(64));
    }

    @Test
    void limitsInTimeAreTheRequestsOwn() {
        assertThat(read("{'timeouts': {'connect_ms': 1, 'first_byte_ms': 600000, 'gap_ms': null}}").limits().timeouts())
                .isEqualTo(new TimeoutOverrides(Optional.of(Duration.ofMillis(1)), Optional.of(Duration.ofMinutes(10)),
                        Optional.empty(), Optional.empty()));
        assertThat(read("{'timeouts': null}").limits().timeouts()).isEqualTo(TimeoutOverrides.NONE);
    }

    @Test
    void theOtherFields() {
        ClientRequest request = read("{'stream_emulation': false, 'progress': 'comment'}");

        assertThat(request.options().emulation()).contains(false);
        assertThat(request.options().progress()).isEqualTo(ProgressMode.COMMENT);
        assertThat(read("{}").options().progress()).isEqualTo(ProgressMode.OFF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "7 | ponder: 7 (expected an object)",
            "{'strategy': 7} | ponder.strategy: 7 (expected a strategy)",
            "{'stream_emulation': 'no'} | ponder.stream_emulation: \"no\" (expected true or false)",
            "{'progress': 'loud'} | ponder.progress: \"loud\" (expected one of off, comment, reasoning)",
            "{'budget': 7} | ponder.budget: 7 (expected an object with max_calls, max_tokens or deadline_ms)",
            "{'budget': {'calls': 7}} | ponder.budget.calls: unknown (expected max_calls, max_tokens or deadline_ms)",
            "{'budget': {'max_calls': 129}} | ponder.budget.max_calls: 129 (expected an integer from 1 to 128)",
            "{'timeouts': 7} | ponder.timeouts: 7 (expected an object with connect_ms, first_byte_ms, gap_ms, total_ms)",
            "{'timeouts': {'gap': 7}} | ponder.timeouts.gap: unknown"
                    + " (expected one of connect_ms, first_byte_ms, gap_ms, total_ms)",
            "{'timeouts': {'gap_ms': 0}} | ponder.timeouts.gap_ms: 0 (expected an integer from 1 to 600000)",
            "{'timeouts': {'total_ms': 600001}} | ponder.timeouts.total_ms: 600001 (expected an integer from 1 to 600000)",
            "{'quorum': 0} | ponder.quorum: 0 (expected an integer from 1 to 64)",
            "{'quorum': 65} | ponder.quorum: 65 (expected an integer from 1 to 64)",
            "{'knobby': 7} | ponder.knobby: 7 (expected an object with the strategy's parameters)",
            "{'knobby': {'samples': 9}} | ponder.knobby.samples: 9 (expected an integer from 1 to 8)",
            "{'knobby': {'samples': '5'}} | ponder.knobby.samples: \"5\" (expected an integer from 1 to 8)",
            "{'knobby': {'share': 1.5}} | ponder.knobby.share: 1.5 (expected a number from 0 to 1)",
            "{'knobby': {'way': 'left'}} | ponder.knobby.way: \"left\" (expected one of up, up_side_down)",
            "{'knobby': {'pause': 5}} | ponder.knobby.pause: 5 (expected an integer from 10 to 1000)",
            "{'knobby': {'models': 'a'}} | ponder.knobby.models: \"a\" (expected a list of texts)",
            "{'knobby': {'models': ['a', 7]}} | ponder.knobby.models[1]: 7 (expected a text)",
            "{'plain': {'samples': 1}} | ponder.plain.samples: unknown parameter"
                    + " (expected none, for the strategy has no parameters)"})
    void faultsAreRefusedWithTheirPlace(String ponder, String message) {
        Bodies.assertRefused(Bodies.with("'ponder': " + ponder)).hasMessage(message)
                .hasFieldOrPropertyWithValue("param", message.substring(0, message.indexOf(':')));
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        Bodies.assertRefused(Bodies.with("'ponder': {'knoby': {}}")).hasMessageContainingAll("ponder.knoby", "budget",
                "stream_emulation", "knobby, plain");
        Bodies.assertRefused(Bodies.with("'ponder': {'knobby': {'sample': 1}}"))
                .hasMessageContainingAll("ponder.knobby.sample", "samples", "share");
    }
}
