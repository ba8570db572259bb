package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.Tensor;

/** Writes the elements of a tensor as one flat JSON array. Fails for an element that JSON cannot represent. */
final class JsonTensorEncoder {

    private final JsonGenerator json;
    private final Tensor tensor;

    JsonTensorEncoder(JsonGenerator json, Tensor tensor) {
        this.json = json;
        this.tensor = tensor;
    }

    void write() throws IOException {
        json.writeStartArray();
        switch (tensor.datatype()) {
            case BOOL -> booleans();
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 -> integers();
            case UINT64 -> unsigned();
            case FP32 -> singles();
            case FP64 -> doubles();
            case BYTES -> texts();
            case FP16, BF16 -> throw unrepresentable("elements of " + tensor.datatype());
        }
        json.writeEndArray();
    }

    private void booleans() throws IOException {
        for (boolean value : tensor.booleans()) {
            json.writeBoolean(value);
        }
    }

    private void integers() throws IOException {
        for (long value : tensor.longs()) {
            json.writeNumber(value);
        }
    }

    private void unsigned() throws IOException {
        for (long value : tensor.unsignedLongs()) {
            if (value >= 0) {
                json.writeNumber(value);
            } else {
                json.writeNumber(Long.toUnsignedString(value));
            }
        }
    }

    private void singles() throws IOException {
        float[] values = tensor.floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw unrepresentable("element " + i + ", " + values[i] + ",");
            }
            json.writeNumber(values[i]);
        }
    }

    private void doubles() throws IOException {
        double[] values = tensor.doubles();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw unrepresentable("element " + i + ", " + values[i] + ",");
            }
            json.writeNumber(values[i]);
        }
    }

    private void texts() throws IOException {
        List<String> values = tensor.strings();
        for (int i = 0; i < values.size(); i++) {
            json.writeString(text(values, i));
        }
    }

    private String text(List<String> values, int index) {
        try {
            return values.get(index);
        } catch (IllegalStateException notUtf8) {
            throw unrepresentable("element " + index + ", which is not UTF-8,");
        }
    }

    private ModelException unrepresentable(String what) {
        return ModelException.invalidInput("output '" + tensor.name() + "': " + what
                + " cannot be written as JSON (expected a request for binary data: binary_data: true in the parameters"
                + " of the output)");
    }
}
