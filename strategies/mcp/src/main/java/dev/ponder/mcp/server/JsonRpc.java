package dev.ponder.mcp.server;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The messages of JSON-RPC 2.0. */
final class JsonRpc {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int UNKNOWN_METHOD = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    private JsonRpc() {
    }

    static ObjectNode result(JsonNode id, ObjectNode result) {
        ObjectNode response = message();
        response.set("id", id);
        response.set("result", result);
        return response;
    }

    static ObjectNode error(@Nullable JsonNode id, int code, String message) {
        ObjectNode response = message();
        response.set("id", id == null ? NullNode.getInstance() : id);
        response.putObject("error").put("code", code).put("message", message);
        return response;
    }

    static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode notification = message().put("method", method);
        notification.set("params", params);
        return notification;
    }

    private static ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    }
}
