package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.util.RawValue;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.tensor.InferRequest;
import dev.ponder.api.tensor.InferResponse;
import dev.ponder.runtime.model.ModelRequest;
import dev.ponder.runtime.rest.http.Workload;
import dev.ponder.runtime.rest.kserve.tensor.InferReply;
import dev.ponder.runtime.rest.kserve.tensor.InferResponseWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Answers V2 with what a model returned: tensors in the form that was asked for, all else as V1 would. */
@ApplicationScoped
class InferResponder {

    private final Workload workload;
    private final InferResponseWriter writer;
    private final ResultResponder results;
    private final StreamResponder streams;

    InferResponder(Workload workload, InferResponseWriter writer, ResultResponder results,
            StreamResponder streams) {
        this.workload = workload;
        this.writer = writer;
        this.results = results;
        this.streams = streams;
    }

    Uni<Response> respond(@Nullable Object result, InferRequest asked, ModelRequest call, HttpServerRequest request) {
        if (result instanceof Multi<?> items) {
            return streams.stream(items.onItem().transform(item -> item(item, asked)), call, Map.of(), request);
        }
        return result instanceof InferResponse response
                ? workload.of(size(response), () -> tensors(write(asked, response), call))
                : Uni.createFrom().item(results.plain(result, call));
    }

    /** In a stream there is no place for binary data. */
    private Object item(Object item, InferRequest asked) {
        if (!(item instanceof InferResponse response)) {
            return item;
        }
        var inJson = new InferRequest(asked.id(), Map.of(), asked.inputs(), List.of());
        return new RawValue(write(inJson, response).body().toString());
    }

    private static int size(InferResponse response) {
        return (int) Math.min(Integer.MAX_VALUE,
                response.outputs().stream().mapToLong(output -> output.binary().remaining()).sum());
    }

    private InferReply write(InferRequest asked, InferResponse response) {
        try {
            return writer.write(asked, response);
        } catch (IllegalStateException notJson) {
            throw ModelException.invalidInput(String.valueOf(notJson.getMessage()));
        }
    }

    private static Response tensors(InferReply reply, ModelRequest call) {
        Response.ResponseBuilder response = Response.ok(reply.body().getBytes());
        Map<String, String> own = ModelHeaders.of(call);
        own.forEach(response::header);
        if (reply.headerLength().isPresent()) {
            response.header(TensorBodies.HEADER_LENGTH, reply.headerLength().getAsInt());
        }
        return own.containsKey("content-type")
                ? response.build()
                : response.type(reply.headerLength().isPresent() ? "application/octet-stream" : "application/json")
                        .build();
    }
}
