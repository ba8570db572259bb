package dev.ponder.runtime.rest.http;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.ponder.runtime.config.PonderConfig;

/**
 * Reads JSON of bodies. An image may be one long text, and the limit of the body is limit enough; but what is small on
 * the wire may be large in memory, so that values are counted. Names are the clients' own and are not kept.
 */
@ApplicationScoped
public class BodyJson {

    /** What sets how much there may be in a body. */
    public static final String KNOB = "ponder.limits.max-body-tokens";

    private final ObjectReader reader;

    /** A reader that takes what the application's own takes. */
    public BodyJson(ObjectMapper mapper, PonderConfig config) {
        this.reader = mapper.copyWith(factory(config.limits().maxBodyTokens())).reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The reader; what it refuses is a fault of the body. */
    public ObjectReader reader() {
        return reader;
    }

    /** Where a body is no JSON: {@code  at line 1, column 2}, or nothing where that is not known. */
    public static String place(JsonProcessingException fault) {
        JsonLocation at = fault.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static JsonFactory factory(long maxTokens) {
        return new JsonFactoryBuilder()
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE).maxTokenCount(maxTokens).build())
                .build();
    }
}
