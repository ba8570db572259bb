package dev.ponder.runtime.rest.kserve.tensor;

import org.jspecify.annotations.Nullable;

/** How many bytes of a body are JSON. */
final class HeaderLength {

    static final String NAME = "Inference-Header-Content-Length";

    private HeaderLength() {
    }

    /** The whole body, unless the header says otherwise. */
    static int of(@Nullable String header, int bodyLength) {
        if (header == null) {
            return bodyLength;
        }
        String text = header.strip();
        if (text.isEmpty() || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw InferErrors.at(NAME, '"' + InferErrors.shortened(text) + '"', "the number of bytes of the JSON");
        }
        String digits = text.replaceFirst("^0+", "");
        if (digits.isEmpty()) {
            throw InferErrors.at(NAME, "0, the raw binary form, is not supported", "the number of bytes of the JSON");
        }
        if (digits.length() > 10 || Long.parseLong(digits) > bodyLength) {
            throw InferErrors.at(NAME, InferErrors.shortened(digits),
                    "at most the " + bodyLength + " bytes of the body");
        }
        return Integer.parseInt(digits);
    }
}
