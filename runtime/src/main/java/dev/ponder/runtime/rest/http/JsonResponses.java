package dev.ponder.runtime.rest.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;

/** Whole responses in JSON. */
public final class JsonResponses {

    private JsonResponses() {
    }

    /** A response with status 200. */
    public static Response of(JsonNode body) {
        return builder(body).build();
    }

    /** A builder of a response with status 200. */
    public static Response.ResponseBuilder builder(JsonNode body) {
        return Response.ok(body.toString(), MediaType.APPLICATION_JSON_TYPE);
    }
}
