package dev.ponder.runtime.rest.kserve.tensor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.Tensor;
import io.vertx.core.buffer.Buffer;

/** Reads requests in either wire form. Whatever is wrong with one is a {@link RequestException} of status 400. */
@ApplicationScoped
public class InferRequestReader {

    /** The header that says how many bytes of a body are JSON. */
    public static final String HEADER_LENGTH = HeaderLength.NAME;

    /** @param headerLength the header {@code Inference-Header-Content-Length}; null when all of the body is JSON */
    public InferRequest read(Buffer body, @Nullable String headerLength) {
        byte[] bytes = body.getBytes();
        int jsonEnd = HeaderLength.of(headerLength, bytes.length);
        RawInferRequest draft = RequestParser.parse(bytes, jsonEnd);
        ByteBuffer behindJson = ByteBuffer.wrap(bytes, jsonEnd, bytes.length - jsonEnd);
        List<Tensor> inputs = new ArrayList<>();
        for (RawInput input : draft.inputs()) {
            inputs.add(input.data() == null
                    ? binary(input, behindJson, headerLength != null)
                    : json(input, input.data(), bytes, jsonEnd));
        }
        if (behindJson.hasRemaining()) {
            throw RequestException.invalid(null, "body: " + behindJson.remaining()
                    + " bytes left over (expected all of them to be counted by a parameters." + InputParser.BINARY_SIZE
                    + ")");
        }
        return request(draft, inputs);
    }

    private static Tensor json(RawInput input, DataLayout data, byte[] bytes, int end) {
        Tensor tensor = tensor(input, JsonTensorDecoder.read(bytes, end, input, data));
        if (!data.fits(tensor.shape())) {
            throw InferErrors.at(input.path() + ".data", "arrays of lengths " + data.lengths(),
                    "the lengths of shape " + tensor.shape() + ", or one flat array");
        }
        return tensor;
    }

    private static Tensor binary(RawInput input, ByteBuffer behindJson, boolean binaryForm) {
        JsonNode size = input.binarySize();
        if (size == null) {
            throw InferErrors.missing(input.path() + ".data", "an array, or parameters." + InputParser.BINARY_SIZE
                    + " and binary data behind the JSON");
        }
        String path = input.path() + ".parameters." + InputParser.BINARY_SIZE;
        if (!binaryForm) {
            throw InferErrors.at(path, "without the header " + HeaderLength.NAME, "both or none");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0
                || size.longValue() > behindJson.remaining()) {
            throw InferErrors.at(path, InferErrors.shortened(size.toString()),
                    "an integer from 0 to " + behindJson.remaining() + ", the number of bytes that are left");
        }
        ByteBuffer data = behindJson.slice(behindJson.position(), size.intValue());
        behindJson.position(behindJson.position() + size.intValue());
        return tensor(input, data);
    }

    private static Tensor tensor(RawInput input, ByteBuffer data) {
        try {
            return Tensor.ofBinary(input.name(), input.datatype(), data, input.shape())
                    .withParameters(input.parameters());
        } catch (IllegalArgumentException e) {
            throw InferErrors.refused(input.path() + ".", e);
        }
    }

    private static InferRequest request(RawInferRequest draft, List<Tensor> inputs) {
        InferRequest request;
        try {
            request = new InferRequest(draft.id(), draft.parameters(), inputs, draft.outputs());
        } catch (IllegalArgumentException e) {
            throw InferErrors.refused("", e);
        }
        BinaryDataParameters.check(request);
        return request;
    }
}
