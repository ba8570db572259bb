package dev.ponder.runtime.rest.kserve.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.runtime.rest.kserve.tensor.InputParser.RawInput;

/** Decodes the elements of a JSON array into the binary format of a tensor, without an object per element. */
final class JsonTensorDecoder {

    /** Digits of the largest UINT64. */
    private static final int MAX_DIGITS = 20;

    private final JsonParser json;
    private final Datatype datatype;
    private final String path;
    private final int count;
    private int index;

    private JsonTensorDecoder(JsonParser json, Datatype datatype, String path, int count) {
        this.json = json;
        this.datatype = datatype;
        this.path = path;
        this.count = count;
    }

    static ByteBuffer read(byte[] body, int end, RawInput input, DataLayout data) {
        String path = input.path() + ".data";
        if (input.datatype() == Datatype.FP16 || input.datatype() == Datatype.BF16) {
            throw InferErrors.at(path, input.datatype() + " as JSON",
                    "binary data, with parameters." + InputParser.BINARY_SIZE);
        }
        try (JsonParser json = TensorJson.FACTORY.createParser(body, data.offset(), end - data.offset())) {
            return new JsonTensorDecoder(json, input.datatype(), path, data.count()).read();
        } catch (IOException e) {
            throw InferErrors.notJson(e);
        }
    }

    private ByteBuffer read() throws IOException {
        if (datatype == Datatype.BYTES) {
            return texts();
        }
        long size = (long) count * datatype.elementSize();
        if (size > Integer.MAX_VALUE) {
            throw InferErrors.at(path, count + " elements of " + datatype,
                    "at most " + Integer.MAX_VALUE + " bytes of them");
        }
        var bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (index = 0; index < count; index++) {
            next();
            switch (datatype) {
                case BOOL -> bytes.put((byte) (bool() ? 1 : 0));
                case UINT8, INT8 -> bytes.put((byte) integer());
                case UINT16, INT16 -> bytes.putShort((short) integer());
                case UINT32, INT32 -> bytes.putInt((int) integer());
                case UINT64, INT64 -> bytes.putLong(integer());
                case FP32 -> bytes.putFloat(singlePrecision());
                case FP64 -> bytes.putDouble(doublePrecision());
                default -> throw wrong();
            }
        }
        return bytes.flip();
    }

    private ByteBuffer texts() throws IOException {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        var bytes = new ByteArrayOutputStream();
        for (index = 0; index < count; index++) {
            if (next() != JsonToken.VALUE_STRING) {
                throw wrong();
            }
            ByteBuffer text = encoded(encoder);
            int length = text.remaining();
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                bytes.write(length >>> shift);
            }
            bytes.write(text.array(), 0, length);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private ByteBuffer encoded(CharsetEncoder encoder) throws IOException {
        try {
            return encoder.encode(
                    CharBuffer.wrap(json.getTextCharacters(), json.getTextOffset(), json.getTextLength()));
        } catch (CharacterCodingException e) {
            throw InferErrors.at(path, "element " + index + " has half a surrogate pair", "Unicode text");
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = json.nextToken();
        while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
            token = json.nextToken();
        }
        return token;
    }

    private boolean bool() throws IOException {
        if (!json.currentToken().isBoolean()) {
            throw wrong();
        }
        return json.getBooleanValue();
    }

    private long integer() throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw wrong();
        }
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (!datatype.holds(value)) {
                throw wrong();
            }
            return value;
        }
        try {
            return wholeNumber(new BigDecimal(json.getText()));
        } catch (NumberFormatException e) {
            // An exponent of more than 32 bits
            throw wrong();
        }
    }

    /** Accepts integers with a fraction, an exponent or many digits, such as {@code 1.0} and {@code 2e3}. */
    private long wholeNumber(BigDecimal number) throws IOException {
        if (number.signum() == 0) {
            return 0;
        }
        // Checked before any digits are written out: 1e999999999 is short, but has a thousand million of them
        if ((long) number.precision() - number.scale() > MAX_DIGITS || number.stripTrailingZeros().scale() > 0) {
            throw wrong();
        }
        BigInteger whole = number.toBigIntegerExact();
        boolean inRange = datatype == Datatype.UINT64
                ? whole.signum() > 0 && whole.bitLength() <= Long.SIZE
                : whole.bitLength() < Long.SIZE && datatype.holds(whole.longValue());
        if (!inRange) {
            throw wrong();
        }
        return whole.longValue();
    }

    private float singlePrecision() throws IOException {
        if (json.currentToken().isNumeric()) {
            float value = json.getFloatValue();
            if (Float.isFinite(value)) {
                return value;
            }
        }
        throw wrong();
    }

    private double doublePrecision() throws IOException {
        if (json.currentToken().isNumeric()) {
            double value = json.getDoubleValue();
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw wrong();
    }

    private RequestException wrong() throws IOException {
        return InferErrors.at(path, "element " + index + " is " + InferErrors.quote(json), datatype.domain());
    }
}
