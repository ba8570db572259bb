package dev.ponder.runtime.rest.http;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.config.PonderConfig;

/**
 * Parses request bodies as JSON. A text may be as long as the body, because images are texts. The number of tokens is
 * limited, because many short values need far more memory than bytes. Member names are not interned, because clients choose
 * them.
 */
@Singleton
public class BodyJson {

    private final ObjectReader reader;
    private final LimitsConfig limits;

    /** Parses with the settings of the application's mapper. */
    public BodyJson(ObjectMapper mapper, PonderConfig config) {
        this.limits = config.limits();
        this.reader = mapper.copyWith(factory(limits)).reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).with(new FiniteNumbers());
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

    /** What a body exceeds, with the property that limits it. Jackson's own message names its methods. */
    public String limit(StreamConstraintsException error) {
        String message = String.valueOf(error.getOriginalMessage());
        if (message.contains("nesting depth")) {
            return "nested more than " + limits.maxBodyDepth() + " levels deep (see ponder.limits.max-body-depth)";
        }
        if (message.contains("Token count")) {
            return "more than " + limits.maxBodyTokens()
                    + " names, values and brackets (see ponder.limits.max-body-tokens)";
        }
        if (message.contains("Number")) {
            return "a number of more than " + StreamReadConstraints.DEFAULT_MAX_NUM_LEN + " digits";
        }
        return message.contains("Name")
                ? "a member name of more than " + StreamReadConstraints.DEFAULT_MAX_NAME_LEN + " characters"
                : "too large to be parsed";
    }

    private static JsonFactory factory(LimitsConfig limits) {
        return new JsonFactoryBuilder()
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxTokenCount(limits.maxBodyTokens()).maxNestingDepth(limits.maxBodyDepth()).build())
                .build();
    }

    /** Rejects numbers beyond the range of a double, which would become infinite. */
    private static final class FiniteNumbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1;

        @Override
        public NumericNode numberNode(double value) {
            if (Double.isInfinite(value)) {
                throw RequestException.invalid(null, "body: a number beyond the range of a double (expected at most "
                        + Double.MAX_VALUE + ")");
            }
            return super.numberNode(value);
        }
    }
}
