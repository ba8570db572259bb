package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.ponder.api.error.RequestException;

/**
 * The position and shape of an array of elements. The elements are decoded later, because the datatype may follow them.
 *
 * @param offset the position of the opening bracket in the body, in bytes
 * @param count the number of elements
 * @param lengths the length of the arrays on each level of nesting, outermost first
 */
record DataLayout(int offset, int count, List<Long> lengths) {

    private static final int MAX_LEVELS = 64;
    private static final long UNKNOWN = -1;

    /** Reads the array at the parser's current token; the parser ends at the closing bracket. */
    static DataLayout of(JsonParser json, String path) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw InferErrors.wrong(path, json, "an array");
        }
        long offset = json.currentTokenLocation().getByteOffset();
        if (offset < 0) {
            throw RequestException.invalid(null, "body: not UTF-8 (expected JSON in UTF-8)");
        }
        return new Walk(json, path).layout((int) offset);
    }

    /** Whether elements of this shape may be written so: as one flat array, or nested as the shape. */
    boolean fits(List<Long> shape) {
        int levels = lengths.size();
        return levels == 1
                || levels <= shape.size() && lengths.equals(shape.subList(0, levels))
                        && (levels == shape.size() || count == 0);
    }

    /** One pass over the tokens of the array. Level 1 is the outermost. */
    private static final class Walk {

        private final JsonParser json;
        private final String path;
        private final long[] lengths = new long[MAX_LEVELS + 1];
        private final long[] members = new long[MAX_LEVELS + 1];
        private int level;
        private int deepest;
        private int count;

        Walk(JsonParser json, String path) {
            this.json = json;
            this.path = path;
            Arrays.fill(lengths, UNKNOWN);
        }

        DataLayout layout(int offset) throws IOException {
            open();
            while (level > 0) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.START_ARRAY) {
                    members[level]++;
                    open();
                } else if (token == JsonToken.END_ARRAY) {
                    close();
                } else {
                    element(token);
                }
            }
            return new DataLayout(offset, count,
                    Arrays.stream(lengths, 1, deepest + 1).boxed().toList());
        }

        private void open() {
            level++;
            if (level > MAX_LEVELS) {
                throw InferErrors.at(path, "arrays on more than " + MAX_LEVELS + " levels",
                        "as many as shape has lengths");
            }
            if (level > deepest) {
                require(count == 0);
                deepest = level;
            }
            members[level] = 0;
        }

        private void close() {
            require(lengths[level] == UNKNOWN || lengths[level] == members[level]);
            lengths[level] = members[level];
            level--;
        }

        private void element(JsonToken token) throws IOException {
            if (!token.isScalarValue()) {
                throw InferErrors.at(path, "element " + count + " is " + InferErrors.quote(json),
                        "numbers, booleans or texts");
            }
            require(level == deepest);
            members[level]++;
            count++;
        }

        private void require(boolean even) {
            if (!even) {
                throw InferErrors.at(path, "ragged after " + count + " elements",
                        "arrays of equal length on each level, or one flat array");
            }
        }
    }
}
