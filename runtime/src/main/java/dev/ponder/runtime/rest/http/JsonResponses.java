package dev.ponder.runtime.rest.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;

/** Whole replies of JSON. */
public final class JsonResponses {

    private JsonResponses() {
    }

    /** A reply of status 200. */
    public static Response of(JsonNode body) {
        return builder(body).build();
    }

    /** The same, to be added to. */
    public static Response.ResponseBuilder builder(JsonNode body) {
        return Response.ok(body.toString(), MediaType.APPLICATION_JSON_TYPE);
    }
}
