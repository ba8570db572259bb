package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

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

/** Writes responses in the wire form that their requests ask for. */
@ApplicationScoped
public class InferResponseWriter {

    private final RandomGenerator random;

    InferResponseWriter(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The outputs that were asked for, in the order in which they were.
     *
     * @throws RequestException of status 400 when the request asks for an output that is not there, or for one in JSON
     *         whose datatype has no form there
     * @throws dev.ponder.api.error.ModelException of status 400 when a value that the model put out cannot be written as
     *         JSON and must be asked for in binary: NaN, an infinity, bytes that are no text
     */
    public EncodedResponse write(InferRequest request, InferResponse response) {
        return write(request.id(), SelectedOutput.of(request, response), response);
    }

    /** All outputs as JSON, which is all that a stream has a place for; refuses as {@link #write} does. */
    public Buffer writeJson(@Nullable String requestId, InferResponse response) {
        List<SelectedOutput> outputs = response.outputs().stream().map(tensor -> new SelectedOutput(tensor, false))
                .toList();
        return write(requestId, outputs, response).body();
    }

    private EncodedResponse write(@Nullable String requestId, List<SelectedOutput> outputs, InferResponse response) {
        Buffer body = Buffer.buffer();
        try (JsonGenerator json = WireJson.MAPPER.createGenerator(new BufferOutput(body))) {
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
