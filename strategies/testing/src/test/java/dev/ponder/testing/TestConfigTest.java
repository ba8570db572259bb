package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

class TestConfigTest {

    /** Settings of every type that techniques use. */
    @ConfigMapping(prefix = "ponder.strategies.typed")
    public interface Typed {

        @WithDefault("a, b")
        List<String> names();

        Optional<List<String>> more();

        OptionalInt maxTokens();

        @WithName("other-name")
        @WithDefault("words")
        Chunking chunking();

        Map<String, Integer> weights();

        default int doubled() {
            return 2 * maxTokens().orElse(1);
        }
    }

    @Test
    void theCommonTreeHasItsDefaults() {
        PonderConfig config = TestConfig.defaults();

        assertThat(config.defaultStrategy()).isEqualTo("none");
        assertThat(config.limits().deadline()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.limits().maxBodySize().asLongValue()).isEqualTo(64 << 20);
        assertThat(config.streaming().emulation().chunking()).isEqualTo(Chunking.WORDS);
        assertThat(config.openai().apiKey()).isEmpty();
        assertThat(config.upstreams()).isEmpty();
    }

    @Test
    void mapsHoldWhatIsSet() {
        PonderConfig config = new TestConfig().with("ponder.upstreams.a.base-url", "http://localhost")
                .with("ponder.strategies.\"b.c\".streaming.emulation", "false").ponder();

        assertThat(config.upstreams()).containsOnlyKeys("a");
        assertThat(config.upstreams().get("a").baseUrl()).contains("http://localhost");
        assertThat(config.upstreams().get("a").maxConnections()).isEqualTo(256);
        assertThat(config.strategies().get("b.c").streaming().emulation()).contains(false);
    }

    @Test
    void everyTypeIsRead() {
        Typed unset = new TestConfig().of(Typed.class);
        assertThat(unset.names()).containsExactly("a", "b");
        assertThat(unset.more()).isEmpty();
        assertThat(unset.maxTokens()).isEmpty();
        assertThat(unset.doubled()).isEqualTo(2);

        Typed set = new TestConfig().with("ponder.strategies.typed.more", "x,y")
                .with("ponder.strategies.typed.max-tokens", "5").with("ponder.strategies.typed.other-name", "whole")
                .with("ponder.strategies.typed.weights.one", "1").of(Typed.class);
        assertThat(set.more()).contains(List.of("x", "y"));
        assertThat(set.doubled()).isEqualTo(10);
        assertThat(set.chunking()).isEqualTo(Chunking.WHOLE);
        assertThat(set.weights()).containsExactly(Map.entry("one", 1));
    }
}
