package dev.ponder.runtime.rest.kserve;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.util.RawValue;

import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.rest.kserve.tensor.EncodedResponse;
import dev.ponder.runtime.rest.kserve.tensor.InferRequestReader;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter;
import dev.ponder.runtime.serving.ModelRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Answers V2 with what a model returned: tensors in the form that was asked for, all else as V1 would. */
@ApplicationScoped
class InferResponder {

    private final ThreadOffload workload;
    private final InferResponseWriter writer;
    private final PredictResponder results;
    private final StreamResponder streams;

    InferResponder(ThreadOffload workload, InferResponseWriter writer, PredictResponder results,
            StreamResponder streams) {
        this.workload = workload;
        this.writer = writer;
        this.results = results;
        this.streams = streams;
    }

    Uni<Response> respond(@Nullable Object result, InferRequest asked, ModelRequest call, HttpServerRequest request) {
        if (result instanceof Multi<?> items) {
            String id = asked.id();
            return streams.stream(items.onItem().transform(item -> item(item, id)), call, Map.of(), request);
        }
        return result instanceof InferResponse response
                ? workload.of(size(response), () -> tensors(writer.write(asked, response), call))
                : results.plain(result, call);
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

    private static Response tensors(EncodedResponse reply, ModelRequest call) {
        Response.ResponseBuilder response = Response.ok(reply.body().getBytes());
        reply.headerLength().ifPresent(length -> response.header(InferRequestReader.HEADER_LENGTH, length));
        return ModelHeaders.with(call, response,
                reply.headerLength().isPresent() ? "application/octet-stream" : "application/json");
    }
}
