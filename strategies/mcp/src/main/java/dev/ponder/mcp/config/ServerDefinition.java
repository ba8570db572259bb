package dev.ponder.mcp.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An MCP server and what its tools may do. Its text form has the name alone, because all other members may contain secrets.
 *
 * @param access how it is reached
 * @param timeout of a call of a tool
 * @param startTimeout of the start, including the list of tools
 * @param filter which tools are offered
 * @param maxResultCharacters the maximum length of one result
 * @param maxMessageBytes the maximum length of one message
 */
public record ServerDefinition(String name, Access access, Duration timeout, Duration startTimeout, ToolFilter filter,
        int maxResultCharacters, int maxMessageBytes) {

    /** How a server is reached. */
    public sealed interface Access {}

    /** A program. Its environment consists of a few variables of the server and {@code env}. */
    public record Program(String command, List<String> args, Map<String, String> env, Optional<String> directory)
            implements
                Access {

        /** Copies the collections. */
        public Program {
            args = List.copyOf(args);
            env = Map.copyOf(env);
        }

        @Override
        public String toString() {
            return "a program";
        }
    }

    /**
     * An HTTP server.
     *
     * @param events whether it has the older transport with server-sent events
     */
    public record Remote(URI url, Map<String, String> headers, boolean events) implements Access {

        /** Copies the headers, keeping their order. */
        public Remote {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        @Override
        public String toString() {
            return "an HTTP server";
        }
    }

    @Override
    public String toString() {
        return "MCP server '" + name + "'";
    }
}
