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
 * Parses request bodies as JSON. A text may be as long as the body, because images are texts. The number of tokens is
 * limited, because many short values need far more memory than bytes. Member names are not interned, because clients choose
 * them.
 */
@ApplicationScoped
public class BodyJson {

    /** The property that limits the number of tokens. */
    public static final String MAX_TOKENS_PROPERTY = "ponder.limits.max-body-tokens";

    private final ObjectReader reader;

    /** Parses with the settings of the application's mapper. */
    public BodyJson(ObjectMapper mapper, PonderConfig config) {
        this.reader = mapper.copyWith(factory(config.limits().maxBodyTokens())).reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The reader. It fails with a {@link JsonProcessingException} for an invalid body. */
    public ObjectReader reader() {
        return reader;
    }

    /** The place of an error, such as {@code  at line 1, column 2}; empty if it is unknown. */
    public static String place(JsonProcessingException error) {
        JsonLocation at = error.getLocation();
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
