package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.UpstreamCalls;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Uni;

class UpstreamRegistryTest {

    private final UpstreamRegistry registry = registry(
            UpstreamFixture.route(named("exact", "shadowed"), List.of("gpt-4o", "o1"), false),
            UpstreamFixture.route(named("pattern"), List.of("gpt-*"), false),
            UpstreamFixture.route(named("lister", "llama-8b", "moa-7b"), List.of(), false),
            UpstreamFixture.route(named("rest", "qwen"), List.of(), true));

    private static UpstreamRegistry registry(UpstreamRoute... routes) {
        return UpstreamFixture.registry(new VirtualTime(), new RecordingMetrics(), routes);
    }

    private static Upstream named(String name, String... models) {
        return new Renamed(name, ScriptedUpstream.answering("").listing(models));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, exact", "o1, exact", "gpt-4o-mini, pattern", "llama-8b, lister", "qwen, rest",
            "unheard-of, rest",
            "shadowed, rest"})
    void exactClaimsComeBeforePatternsBeforeListsBeforeTheRest(String model, String upstream) {
        assertThat(get(registry.forModel(model)).name()).isEqualTo(upstream);
    }

    @Test
    void withoutOneForTheRestAnUnknownModelIsRefused() {
        var strict = registry(UpstreamFixture.route(named("exact"), List.of("gpt-4o"), false));

        assertThatThrownBy(() -> get(strict.forModel("gpt-5"))).isInstanceOf(RequestException.class)
                .hasMessageContainingAll("model", "'gpt-5'", "GET /v1/models", "ponder.upstreams.<name>.models")
                .extracting("status", "code").containsExactly(404, "model_not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "llama-8b", "moa-7b", "qwen"})
    void whatIsClaimedByNameOrListedIsKnown(String model) {
        assertThat(get(registry.knows(model))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "shadowed", "unheard-of"})
    void aPatternMakesNoModelKnown(String model) {
        assertThat(get(registry.knows(model))).isFalse();
    }

    @Test
    void anUnlistedUpstreamAnswersForItsModelAndAppearsNowhere() {
        var chain = new UpstreamChain(TestConfig.defaults(), new InferenceEvents(List.of()), (name, value, tags) -> {
        }, new VirtualTime(), (delay, action) -> () -> {
        }, new SplittableRandom(1));
        registry.addUnlisted("gpt-hidden", UpstreamFixture.route(named("hidden"), List.of(), false), chain);

        assertThat(get(registry.forModel("gpt-hidden")).name()).isEqualTo("hidden");
        assertThat(get(registry.knows("gpt-hidden"))).isTrue();
        assertThat(get(registry.knows("moa-gpt-hidden"))).isFalse();
        assertThat(registry.all()).extracting(Upstream::name).doesNotContain("hidden");

        registry.removeUnlisted("gpt-hidden");
        assertThat(get(registry.forModel("gpt-hidden")).name()).isEqualTo("pattern");
    }

    @Test
    void everyModelIsListedOnce() {
        var both = registry(UpstreamFixture.route(named("a", "x", "y"), List.of(), false),
                UpstreamFixture.route(named("b", "y", "z"), List.of(), true));

        assertThat(get(both.models())).extracting(model -> model.get("id").asText()).containsExactly("x", "y", "z");
    }

    @Test
    void callsAreMeteredUnderTheUpstreamsName() {
        var metrics = new RecordingMetrics();
        var upstream = ScriptedUpstream.answering("a");
        var metered = UpstreamFixture.only(upstream, upstream.time(), metrics);
        get(metered.forModel("m")).complete(UpstreamCalls.question("Why?")).subscribe().with(reply -> {
        });
        upstream.time().runUntilIdle();

        assertThat(metrics.events()).containsExactly("tokens scripted 110", "call scripted ok");
    }
}
