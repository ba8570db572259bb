package dev.ponder.runtime.upstream;

/**
 * An endpoint of a model server, to which a request body can be forwarded unchanged. The protocol that has the endpoint
 * declares it.
 *
 * @param path the path below the base URL of a server
 * @param title the name of the endpoint in error messages
 */
public record Endpoint(String path, String title) {

    static final String CHAT_OPERATION = "chat";

    /** What it does, by the names of OpenTelemetry's conventions. */
    String operation() {
        return switch (path) {
            case "/chat/completions" -> CHAT_OPERATION;
            case "/completions" -> "text_completion";
            default -> title;
        };
    }
}
