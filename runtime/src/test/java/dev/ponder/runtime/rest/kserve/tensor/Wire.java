package dev.ponder.runtime.rest.kserve.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter.EncodedResponse;
import io.vertx.core.buffer.Buffer;

/** Bodies as they travel. JSON is given with single quotes for easier reading. */
final class Wire {

    static final InferRequestReader READER = new InferRequestReader();

    private Wire() {
    }

    static InferRequest read(String json) {
        return READER.decode(Buffer.buffer(json.replace('\'', '"')), null);
    }

    /** A request in binary form. */
    static InferRequest read(String json, String hex) {
        Buffer body = Buffer.buffer(json.replace('\'', '"'));
        int headerLength = body.length();
        return READER.decode(body.appendBytes(HexFormat.of().parseHex(hex)), Integer.toString(headerLength));
    }

    /** The only input of a request. */
    static Tensor input(String datatype, String shape, String data) {
        return read(request(datatype, shape, data)).inputs().get(0);
    }

    static Tensor binaryInput(String datatype, String shape, String hex) {
        return read(binaryRequest(datatype, shape, hex.length() / 2), hex).inputs().get(0);
    }

    static String request(String datatype, String shape, String data) {
        return "{'inputs': [{'name': 'x', 'datatype': '%s', 'shape': %s, 'data': %s}]}".formatted(datatype, shape,
                data);
    }

    static String binaryRequest(String datatype, String shape, Object size) {
        return "{'inputs': [{'name': 'x', 'datatype': '%s', 'shape': %s, 'parameters': {'binary_data_size': %s}}]}"
                .formatted(datatype, shape, size);
    }

    static EncodedResponse write(InferRequest request, InferResponse response) {
        return new InferResponseWriter(new SplittableRandom(1)).write(request, response);
    }

    static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(RequestException.class).hasFieldOrPropertyWithValue("status", 400);
    }
}
