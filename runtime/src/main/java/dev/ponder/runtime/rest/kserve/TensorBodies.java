package dev.ponder.runtime.rest.kserve;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.runtime.rest.http.BodyContentType;
import dev.ponder.runtime.rest.kserve.tensor.InferRequestReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Tells the two forms of bodies with tensors apart: the length of the JSON before binary data, or none. */
@ApplicationScoped
class TensorBodies {

    private final InferRequestReader reader;

    TensorBodies(InferRequestReader reader) {
        this.reader = reader;
    }

    /** Reads a body. Fails with 400. */
    InferRequest read(Buffer body, MultiMap headers) {
        String length = headers.get(InferRequestReader.HEADER_LENGTH);
        BodyContentType type = BodyContentType.of(headers.get("Content-Type"));
        if (length == null && (type.is("application/octet-stream") || !type.maybeJson())) {
            throw ModelException.invalidInput("received a body of type '" + headers.get("Content-Type")
                    + "' without the header " + InferRequestReader.HEADER_LENGTH
                    + " (expected the length of its JSON there,"
                    + " or Content-Type: application/json)");
        }
        return reader.read(body, length);
    }
}
