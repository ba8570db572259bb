package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.runtime.rest.http.RandomUuid;
import io.vertx.core.buffer.Buffer;

/** Writes inference responses as JSON, or as JSON followed by binary data, as the request selects. */
@Singleton
public class InferResponseWriter {

    private final RandomGenerator random;

    /**
     * The bytes of a response.
     *
     * @param headerLength the value of the header {@code Inference-Header-Content-Length}; empty if all of it is JSON
     */
    public record EncodedResponse(Buffer body, OptionalInt headerLength) {}

    InferResponseWriter(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Writes the requested outputs in the order of the request.
     *
     * @throws RequestException of status 400 if a requested output does not exist, or has a datatype without a JSON format
     *         and was not requested as binary data
     * @throws dev.ponder.api.error.ModelException of status 400 if JSON cannot represent an element: NaN, an infinity, or
     *         bytes that are not UTF-8
     */
    public EncodedResponse write(InferRequest request, InferResponse response) {
        return write(request.id(), SelectedOutput.of(request, response), response);
    }

    /** Writes all outputs as JSON, the only format of stream items; fails as {@link #write} does. */
    public Buffer writeJson(@Nullable String requestId, InferResponse response) {
        List<SelectedOutput> outputs = response.outputs().stream().map(tensor -> new SelectedOutput(tensor, false))
                .toList();
        return write(requestId, outputs, response).body();
    }

    private EncodedResponse write(@Nullable String requestId, List<SelectedOutput> outputs, InferResponse response) {
        Buffer body = Buffer.buffer();
        try (JsonGenerator json = TensorJson.MAPPER.createGenerator(TensorJson.appendingTo(body))) {
            json.writeStartObject();
            json.writeStringField("model_name", response.modelName());
            json.writeStringField("id", id(requestId, response));
            parameters(json, response.parameters());
            json.writeArrayFieldStart("outputs");
            for (SelectedOutput output : outputs) {
                output(json, output);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int headerLength = body.length();
        List<Tensor> binary = outputs.stream().filter(SelectedOutput::binary).map(SelectedOutput::tensor).toList();
        binary.forEach(tensor -> append(body, tensor));
        return new EncodedResponse(body, binary.isEmpty() ? OptionalInt.empty() : OptionalInt.of(headerLength));
    }

    private static void output(JsonGenerator json, SelectedOutput output) throws IOException {
        Tensor tensor = output.tensor();
        var parameters = new LinkedHashMap<>(tensor.parameters());
        parameters.remove(InputParser.BINARY_SIZE);
        if (output.binary()) {
            parameters.put(InputParser.BINARY_SIZE, IntNode.valueOf(tensor.binary().remaining()));
        }
        json.writeStartObject();
        json.writeStringField("name", tensor.name());
        json.writeArrayFieldStart("shape");
        for (long length : tensor.shape()) {
            json.writeNumber(length);
        }
        json.writeEndArray();
        json.writeStringField("datatype", tensor.datatype().wireName());
        parameters(json, parameters);
        if (!output.binary()) {
            json.writeFieldName("data");
            new JsonTensorEncoder(json, tensor).write();
        }
        json.writeEndObject();
    }

    private static void parameters(JsonGenerator json, Map<String, JsonNode> parameters) throws IOException {
        if (parameters.values().stream().allMatch(JsonNode::isNull)) {
            return;
        }
        json.writeObjectFieldStart("parameters");
        for (var parameter : parameters.entrySet()) {
            if (!parameter.getValue().isNull()) {
                json.writeFieldName(parameter.getKey());
                json.writeTree(parameter.getValue());
            }
        }
        json.writeEndObject();
    }

    private String id(@Nullable String requestId, InferResponse response) {
        if (requestId != null) {
            return requestId;
        }
        return response.id() != null ? response.id() : RandomUuid.next(random).toString();
    }

    private static void append(Buffer body, Tensor tensor) {
        var bytes = new byte[tensor.binary().remaining()];
        tensor.binary().get(bytes);
        body.appendBytes(bytes);
    }
}
