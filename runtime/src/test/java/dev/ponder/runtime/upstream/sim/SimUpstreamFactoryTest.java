package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.runtime.config.OpenAiConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.SimConfig;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.quarkus.runtime.LaunchMode;

class SimUpstreamFactoryTest {

    private static final Optional<URI> URL = Optional.of(URI.create("http://localhost:8000/v1"));
    private static final OpenAiConfig NO_OPENAI = openAi(Optional.empty(), Optional.empty());
    private static final SimConfig UNSET = sim(Map.of());
    private static final SimConfig ON = sim(Map.of("enabled", Optional.of(true)));

    @Test
    void isThereInDevelopmentAndTestsWhileNothingElseIs() {
        for (LaunchMode mode : List.of(LaunchMode.DEVELOPMENT, LaunchMode.TEST)) {
            assertThat(routes(mode, UNSET, NO_OPENAI, Map.of())).hasSize(1).first().satisfies(route -> {
                assertThat(route.upstream().name()).isEqualTo("sim");
                assertThat(route.claims()).containsExactly("sim");
                assertThat(route.fallback()).isFalse();
            });
        }
        assertThat(routes(LaunchMode.NORMAL, UNSET, NO_OPENAI, Map.of())).isEmpty();
    }

    static Stream<Arguments> others() {
        return Stream.of(Arguments.of(openAi(URL, Optional.empty()), Map.of()),
                Arguments.of(openAi(Optional.empty(), Optional.of("key")), Map.of()),
                Arguments.of(NO_OPENAI, Map.of("lab", stub(UpstreamConfig.class, Map.of("baseUrl", URL)))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void makesRoomForAnotherUpstreamUnlessSwitchedOn(OpenAiConfig openAi, Map<String, UpstreamConfig> upstreams) {
        assertThat(routes(LaunchMode.DEVELOPMENT, UNSET, openAi, upstreams)).isEmpty();
        assertThat(routes(LaunchMode.NORMAL, ON, openAi, upstreams)).hasSize(1);
    }

    @Test
    void canBeSwitchedOff() {
        var off = sim(Map.of("enabled", Optional.of(false)));

        assertThat(routes(LaunchMode.DEVELOPMENT, off, NO_OPENAI, Map.of())).isEmpty();
    }

    static Stream<Arguments> outOfRange() {
        return Stream.of(Arguments.of("accuracy", "accuracy", 1.5, "0 to 1"),
                Arguments.of("accuracy", "accuracy", Double.NaN, "0 to 1"),
                Arguments.of("judgeAccuracy", "judge-accuracy", -0.1, "0 to 1"),
                Arguments.of("firstToken", "first-token", Duration.ofSeconds(-1), "0S to 1H"),
                Arguments.of("tokenDelay", "token-delay", Duration.ofHours(2), "0S to 1H"));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void refusesValuesOutOfRange(String method, String property, Object value, String expected) {
        var sim = sim(Map.of("enabled", Optional.of(true), method, value));

        assertThatThrownBy(() -> routes(LaunchMode.NORMAL, sim, NO_OPENAI, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("ponder.sim." + property + ":", "'" + value + "'", expected);
    }

    private static List<UpstreamRoute> routes(LaunchMode mode, SimConfig sim, OpenAiConfig openAi,
            Map<String, UpstreamConfig> upstreams) {
        var all = new HashMap<>(upstreams);
        all.put("sim", stub(UpstreamConfig.class, Map.of("baseUrl", Optional.empty())));
        var config = stub(PonderConfig.class, Map.of("sim", sim, "openai", openAi, "upstreams", all));
        return new SimUpstreamFactory(config, SimKit.NO_TIMER).routes(mode);
    }

    private static OpenAiConfig openAi(Optional<URI> url, Optional<String> key) {
        return stub(OpenAiConfig.class, Map.of("baseUrl", url, "apiKey", key));
    }

    private static SimConfig sim(Map<String, Object> changed) {
        Map<String, Object> values = new HashMap<>(
                Map.of("enabled", Optional.empty(), "accuracy", 0.6, "judgeAccuracy", 0.9,
                        "firstToken", Duration.ZERO, "tokenDelay", Duration.ZERO, "seed", 42L));
        values.putAll(changed);
        return stub(SimConfig.class, values);
    }

    /** The configuration library makes its classes at build time only. */
    private static <T> T stub(Class<T> type, Map<String, ?> values) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
                    if (!values.containsKey(method.getName())) {
                        throw new AssertionError("nobody should ask for " + method);
                    }
                    return values.get(method.getName());
                }));
    }
}
