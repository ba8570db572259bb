package dev.ponder.mcp.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The Model Context Protocol: servers whose tools models may call, and the strategies as tools for MCP clients. */
@ConfigMapping(prefix = "ponder.mcp")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface McpConfig {

    /** MCP servers, by a name of letters, digits, {@code -} and {@code _}, which is part of the names of their tools. */
    @ConfigDocMapKey("name")
    Map<String, McpServerSettings> servers();

    /**
     * A file with MCP servers in the form of Claude Desktop, VS Code, Cursor and OptiLLM: a JSON object {@code mcpServers} with
     * an entry for each server. A server that is also in {@code ponder.mcp.servers} is ignored in the file. The file is read
     * when the first request needs it.
     */
    Optional<String> configFile();

    /**
     * Names of environment variables that values in the file may contain, as {@code ${NAME}} or {@code ${NAME:-default}}. A
     * server with any other variable is not started.
     */
    Optional<List<String>> environment();

    /** Maximum number of tools that are offered to a model, 1 to 1000. Many models accept 128. */
    @WithDefault("128")
    int maxTools();

    /** The strategies as tools for MCP clients. */
    StrategyServer server();

    /** An MCP server. */
    @ConfigGroup
    interface McpServerSettings {

        /** Whether the server is used. */
        @WithDefault("true")
        boolean enabled();

        /**
         * The transport: {@code stdio} for a program that the server starts, {@code http} for streamable HTTP, {@code sse} for
         * HTTP with server-sent events, which streamable HTTP has replaced. Without a value: {@code http} if there is a URL,
         * else {@code stdio}.
         */
        Optional<Transport> transport();

        /** The program of a {@code stdio} server: a path, or a name that is looked up in {@code PATH}. No shell is involved. */
        Optional<String> command();

        /** The arguments of the program. */
        Optional<List<String>> args();

        /**
         * Environment variables of the program. It also has {@code PATH}, {@code HOME}, {@code USER}, {@code LANG} and
         * {@code TMPDIR} of the server, and no others, so that it sees none of the server's keys.
         */
        @ConfigDocMapKey("variable")
        Map<String, String> env();

        /** The working directory of the program; the server's own without a value. */
        Optional<String> directory();

        /** The URL of an {@code http} or {@code sse} server. */
        Optional<String> url();

        /** Headers of the requests to an {@code http} or {@code sse} server, such as {@code Authorization}. */
        @ConfigDocMapKey("header")
        Map<String, String> headers();

        /** Timeout of a call of a tool. */
        @WithDefault("60S")
        Duration timeout();

        /** Timeout of the start: of the program or the connection, and the list of tools. */
        @WithDefault("60S")
        Duration startTimeout();

        /** Names of the tools that are offered; {@code *} stands for any characters. Without a value, all of them. */
        Optional<List<String>> allowTools();

        /** Names of tools that are not offered, even if they are allowed; {@code *} stands for any characters. */
        Optional<List<String>> denyTools();

        /**
         * Names of tools that are offered although they may destroy something; {@code *} stands for any characters. Without a
         * value, only tools are offered that their server declares as read-only or as not destructive.
         */
        Optional<List<String>> approveTools();

        /** Maximum number of characters of one result. A longer one loses its middle. */
        @WithDefault("20000")
        int maxResultCharacters();

        /** Maximum number of bytes of one message of the server. A server that sends a longer one is disconnected. */
        @WithDefault("4000000")
        int maxMessageBytes();
    }

    /** How an MCP server is reached. */
    enum Transport {
        /** A program, by its standard input and output. */
        STDIO,
        /** Streamable HTTP. */
        HTTP,
        /** HTTP with server-sent events, the predecessor of streamable HTTP. */
        SSE
    }

    /** The strategies as tools of an MCP server at {@code /mcp}. */
    @ConfigGroup
    interface StrategyServer {

        /** Whether MCP clients may call the enabled strategies as tools, by streamable HTTP at {@code /mcp}. */
        @WithDefault("false")
        boolean enabled();

        /** The model that strategies use when a call names none. Without a value, calls have to name one. */
        Optional<String> model();

        /**
         * Web pages that may send requests, as origins such as {@code https://app.example.com}. Requests of other pages are
         * rejected, because a page could reach a server in its user's network by DNS rebinding. Without a value, pages of
         * {@code localhost}. Requests of programs, which have no header {@code Origin}, are not affected.
         */
        Optional<List<String>> allowedOrigins();
    }
}
