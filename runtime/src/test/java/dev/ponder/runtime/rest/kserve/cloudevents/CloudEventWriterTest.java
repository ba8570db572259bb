package dev.ponder.runtime.rest.kserve.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;

class CloudEventWriterTest {

    private static final V1Request ASKED = new V1Request(MissingNode.getInstance(), CloudEventMode.BINARY,
            Optional.of(CloudEventBuilder.v1().withId("7").withSource(URI.create("urn:a")).withType("b")
                    .withExtension("note", "theirs").build()));

    @Test
    void tellsOfTheModel() {
        var headers = CloudEventWriter.headers(writer(false).answer("echo", ASKED));

        assertThat(headers).containsEntry("ce-source", "io.kserve.inference.echo")
                .containsEntry("ce-type", "answered").containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-time", "2026-01-01T00:00:00Z").containsKey("ce-id")
                .doesNotContainKeys("ce-note", "ce-datacontenttype");
    }

    @Test
    void handsOnWhatTheAskerSaidOfTheirs() {
        CloudEvent answer = writer(true).answer("echo",
                ASKED);

        assertThat(answer.getExtension("note")).isEqualTo("theirs");
        assertThat(answer.getId()).isNotEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "odd[1]", "a|b", "100%", "h\u00e9", "{x}"})
    void makesAUriOfAnyName(String model) {
        CloudEvent answer = writer(false).answer(model, ASKED);

        assertThat(answer.getSource().toString()).startsWith("io.kserve.inference.").isASCII();
    }

    private static CloudEventWriter writer(boolean merge) {
        var config = new TestConfig().with("ponder.kserve.cloud-events.type", "answered")
                .with("ponder.kserve.cloud-events.merge", String.valueOf(merge));
        return new CloudEventWriter(config.ponder(), new VirtualTime(), new SplittableRandom(1));
    }
}
