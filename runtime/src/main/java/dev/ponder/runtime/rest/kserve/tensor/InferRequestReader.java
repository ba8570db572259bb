package dev.ponder.runtime.rest.kserve.tensor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.runtime.rest.http.BodyContentType;
import dev.ponder.runtime.rest.kserve.tensor.InputParser.RawInput;
import dev.ponder.runtime.rest.kserve.tensor.RequestParser.RawInferRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Reads inference requests, as JSON or as JSON followed by binary data. Fails with 400 for a malformed request. */
@Singleton
public class InferRequestReader {

    /** The header with the number of bytes of a body that are JSON. */
    public static final String HEADER_LENGTH = RequestParser.HEADER_LENGTH;

    /** Reads a body. Fails with 400. */
    public InferRequest read(Buffer body, MultiMap headers) {
        String length = headers.get(HEADER_LENGTH);
        BodyContentType type = BodyContentType.of(headers.get("Content-Type"));
        if (length == null && (type.is("application/octet-stream") || !type.maybeJson())) {
            throw RequestException.invalid(null, "received a body of type '" + headers.get("Content-Type")
                    + "' without the header " + HEADER_LENGTH + " (expected the length of its JSON there,"
                    + " or Content-Type: application/json)");
        }
        return decode(body, length);
    }

    /** @param headerLength the header {@code Inference-Header-Content-Length}; null when all of the body is JSON */
    InferRequest decode(Buffer body, @Nullable String headerLength) {
        byte[] bytes = body.getBytes();
        int jsonEnd = RequestParser.jsonLength(headerLength, bytes.length);
        RawInferRequest raw = RequestParser.parse(bytes, jsonEnd);
        ByteBuffer binaryData = ByteBuffer.wrap(bytes, jsonEnd, bytes.length - jsonEnd);
        List<Tensor> inputs = new ArrayList<>();
        for (RawInput input : raw.inputs()) {
            inputs.add(input.data() == null
                    ? binary(input, binaryData, headerLength != null)
                    : json(input, input.data(), bytes, jsonEnd));
        }
        if (binaryData.hasRemaining()) {
            throw RequestException.invalid(null, "body: " + binaryData.remaining()
                    + " bytes left over (expected each to be counted by a parameters." + InputParser.BINARY_SIZE
                    + ")");
        }
        return request(raw, inputs);
    }

    private static Tensor json(RawInput input, DataLayout data, byte[] bytes, int end) {
        Tensor tensor = tensor(input, JsonTensorDecoder.read(bytes, end, input, data));
        if (!data.fits(tensor.shape())) {
            throw InferErrors.at(input.path() + ".data", "arrays of lengths " + data.lengths(),
                    "the lengths of shape " + tensor.shape() + ", or one flat array");
        }
        return tensor;
    }

    private static Tensor binary(RawInput input, ByteBuffer binaryData, boolean binaryForm) {
        JsonNode size = input.binarySize();
        if (size == null) {
            throw InferErrors.missing(input.path() + ".data", "an array, or parameters." + InputParser.BINARY_SIZE
                    + " and binary data after the JSON");
        }
        String path = input.path() + ".parameters." + InputParser.BINARY_SIZE;
        if (!binaryForm) {
            throw InferErrors.at(path, "without the header " + RequestParser.HEADER_LENGTH, "both or neither");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0
                || size.longValue() > binaryData.remaining()) {
            throw InferErrors.at(path, InferErrors.shortened(size.toString()),
                    "an integer from 0 to " + binaryData.remaining() + ", the number of bytes left");
        }
        ByteBuffer data = binaryData.slice(binaryData.position(), size.intValue());
        binaryData.position(binaryData.position() + size.intValue());
        return tensor(input, data);
    }

    private static Tensor tensor(RawInput input, ByteBuffer data) {
        try {
            return Tensor.ofBinary(input.name(), input.datatype(), data, input.shape())
                    .withParameters(input.parameters());
        } catch (IllegalArgumentException e) {
            throw InferErrors.rejected(input.path() + ".", e);
        }
    }

    private static InferRequest request(RawInferRequest raw, List<Tensor> inputs) {
        InferRequest request;
        try {
            request = new InferRequest(raw.id(), raw.parameters(), inputs, raw.outputs());
        } catch (IllegalArgumentException e) {
            throw InferErrors.rejected("", e);
        }
        SelectedOutput.checkParameters(request);
        return request;
    }
}
