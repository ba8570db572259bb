package dev.ponder.runtime.rest.kserve;

import java.util.Map;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.util.RawValue;

import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.rest.kserve.tensor.InferRequestReader;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter.EncodedResponse;
import dev.ponder.runtime.serving.HookResult;
import dev.ponder.runtime.serving.ModelRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Writes V2 responses: tensors in the format that the request selects, other results as V1 does. */
@Singleton
class InferResponder {

    private final ThreadOffload offload;
    private final InferResponseWriter writer;
    private final PredictResponder results;
    private final StreamResponder streams;

    InferResponder(ThreadOffload offload, InferResponseWriter writer, PredictResponder results,
            StreamResponder streams) {
        this.offload = offload;
        this.writer = writer;
        this.results = results;
        this.streams = streams;
    }

    Uni<Response> respond(HookResult result, InferRequest asked, ModelRequest call, HttpServerRequest request) {
        return result.fold(
                value -> value instanceof InferResponse response
                        ? tensors(response, asked, call)
                        : results.plain(value, call),
                items -> streams.stream(items.onItem().transform(item -> item(item, asked.id())), call, Map.of(),
                        request));
    }

    Uni<Response> tensors(InferResponse response, InferRequest asked, ModelRequest call) {
        return offload.of(size(response), () -> tensors(writer.write(asked, response), call));
    }

    private Object item(Object item, @Nullable String id) {
        return item instanceof InferResponse response
                ? new RawValue(writer.writeJson(id, response).toString())
                : item;
    }

    private static int size(InferResponse response) {
        return (int) Math.min(Integer.MAX_VALUE,
                response.outputs().stream().mapToLong(output -> output.binary().remaining()).sum());
    }

    private static Response tensors(EncodedResponse encoded, ModelRequest call) {
        boolean binary = encoded.headerLength().isPresent();
        Response.ResponseBuilder response = ModelHeaders.response(call,
                binary ? "application/octet-stream" : "application/json", encoded.body().getBytes());
        encoded.headerLength().ifPresent(length -> response.header(InferRequestReader.HEADER_LENGTH, length));
        return response.build();
    }
}
