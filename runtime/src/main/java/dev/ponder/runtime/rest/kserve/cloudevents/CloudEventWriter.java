package dev.ponder.runtime.rest.kserve.cloudevents;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.ponder.runtime.config.KServeConfig.CloudEventsConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.RandomUuid;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;

/** Writes the CloudEvents that answer CloudEvents. */
@Singleton
public class CloudEventWriter {

    private static final String SOURCE = "io.kserve.inference.";

    private final CloudEventsConfig config;
    private final Clock clock;
    private final RandomGenerator random;

    CloudEventWriter(PonderConfig config, Clock clock, RandomGenerator random) {
        this.config = config.kserve().cloudEvents();
        this.clock = clock;
        this.random = random;
    }

    /** The event of a response, without its data. */
    public CloudEvent answer(String model, V1Request received) {
        CloudEventBuilder answer = CloudEventBuilder.v1()
                .withId(RandomUuid.next(random).toString())
                .withSource(config.source().map(URI::create).orElseGet(() -> source(model)))
                .withType(config.type())
                .withTime(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        received.event().filter(asked -> config.merge()).ifPresent(asked -> asked.getExtensionNames()
                .forEach(name -> answer.withExtension(name, String.valueOf(asked.getExtension(name)))));
        return answer.build();
    }

    /** A model name may contain characters that a URI may not. */
    private static URI source(String model) {
        try {
            return URI.create(new URI(SOURCE + model).toASCIIString());
        } catch (URISyntaxException e) {
            return URI.create(SOURCE + URLEncoder.encode(model, StandardCharsets.UTF_8));
        }
    }

    /** The headers of an event in binary mode. */
    public static Map<String, String> headers(CloudEvent event) {
        var headers = new LinkedHashMap<String, String>();
        HttpMessageFactory.createWriter(headers::put, body -> {
        }).writeBinary(event);
        return headers;
    }

    /** The body of an event in structured mode. */
    public static byte[] structured(CloudEvent event, byte[] json) {
        return new JsonFormat().serialize(CloudEventBuilder.from(event).withData("application/json", json).build());
    }
}
