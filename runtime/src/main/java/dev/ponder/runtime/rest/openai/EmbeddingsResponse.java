package dev.ponder.runtime.rest.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.engine.UsageEstimate;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;

/** The response of {@code /v1/embeddings}. */
final class EmbeddingsResponse {

    /** The encoding of vectors. */
    enum Encoding {
        FLOAT, BASE64;

        static Encoding read(JsonField field) {
            return field.present() ? field.constant(Encoding.class) : FLOAT;
        }
    }

    private EmbeddingsResponse() {
    }

    static ObjectNode of(ResponseMetadata metadata, List<String> texts, List<float[]> vectors, Encoding encoding) {
        if (vectors.size() != texts.size()) {
            throw new IllegalStateException(
                    "model '" + metadata.model() + "' returned " + vectors.size() + " vectors for "
                            + texts.size() + " texts (expected one for each)");
        }
        ObjectNode json = metadata.envelope("list");
        ArrayNode data = json.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            if (encoding == Encoding.BASE64) {
                entry.put("embedding", base64(vectors.get(i)));
            } else {
                numbers(entry.putArray("embedding"), vectors.get(i));
            }
        }
        long tokens = UsageEstimate.tokens(texts);
        json.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        json.putObject("ponder").put("usage_estimated", true);
        return json;
    }

    private static void numbers(ArrayNode array, float[] vector) {
        for (float number : vector) {
            array.add(number);
        }
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
