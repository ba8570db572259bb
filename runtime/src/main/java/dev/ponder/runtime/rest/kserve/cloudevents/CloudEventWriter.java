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

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.config.KServeConfig.CloudEventsConfig;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.RandomUuid;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;

/** Makes events of answers, for those who asked by one. */
@ApplicationScoped
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

    /** An answer's event, without its data. */
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

    /** A name may hold what a URI may not. */
    private static URI source(String model) {
        try {
            return URI.create(new URI(SOURCE + model).toASCIIString());
        } catch (URISyntaxException e) {
            return URI.create(SOURCE + URLEncoder.encode(model, StandardCharsets.UTF_8));
        }
    }

    /** The headers of an event whose data is the body. */
    public static Map<String, String> headers(CloudEvent event) {
        var headers = new LinkedHashMap<String, String>();
        event.getAttributeNames().forEach(name -> headers.put("ce-" + name, String.valueOf(event.getAttribute(name))));
        event.getExtensionNames().forEach(name -> headers.put("ce-" + name, String.valueOf(event.getExtension(name))));
        headers.remove("ce-datacontenttype");
        return headers;
    }

    /** The whole event. */
    public static byte[] structured(CloudEvent event, byte[] json) {
        return new JsonFormat().serialize(CloudEventBuilder.from(event).withData("application/json", json).build());
    }
}
