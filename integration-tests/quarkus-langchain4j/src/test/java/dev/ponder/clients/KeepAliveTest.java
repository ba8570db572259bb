package dev.ponder.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** An AI service accepts the keep-alives of a strategy whose answer takes long. */
@QuarkusTest
@WithTestResource(ServerAndClient.class)
@TestProfile(KeepAliveTest.ShortKeepAliveProfile.class)
@Timeout(60)
class KeepAliveTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    FakeUpstream upstream;

    @Inject
    NativeAssistant assistant;

    public static class ShortKeepAliveProfile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ponder.streaming.commit-grace", "1MS", "ponder.streaming.keep-alive.interval", "20MS");
        }
    }

    @Test
    void aStreamContinuesAfterThem() {
        upstream.named("native").plays(UpstreamScript.answers("It is sunny.").after(Duration.ofMillis(300)));

        List<String> pieces = assistant.stream("once", "How is the weather in Bern?").collect().asList().await()
                .atMost(TIMEOUT);

        assertThat(String.join("", pieces)).isEqualTo("It is sunny.");
    }
}
