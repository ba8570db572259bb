package dev.ponder.mcp.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.mcp.config.ServerDefinition;
import dev.ponder.mcp.config.ServerDefinition.Program;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import reactor.core.publisher.Mono;

/**
 * Exchanges messages with a program by its standard input and output, one line of JSON for each. The SDK's own transport passes
 * the environment of this process on, which holds the keys of upstreams, stops at the first line that is no JSON, does not
 * notice that the program exits, and leaves the processes behind that the program has started. Thread-safe.
 */
final class StdioTransport implements McpClientTransport {

    private static final Logger LOG = Logger.getLogger(StdioTransport.class);
    /** What programs need to find their files and to read and write texts. Nothing here holds a secret. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL",
            "TMPDIR", "SystemRoot");
    private static final int LOGGED_CHARACTERS = 500;
    private static final long SECONDS_TO_EXIT = 2;

    private final ServerDefinition server;
    private final Program program;
    private final McpJsonMapper json;
    private final Runnable onExit;
    private final ExecutorService writer;
    private final CompletableFuture<Void> exit = new CompletableFuture<>();
    private @Nullable Process process;
    private boolean closed;
    private volatile String ended = "the program has ended";

    /**
     * A transport that starts its program when it is connected.
     *
     * @param onExit called on any thread when the program has exited or is no longer usable
     */
    StdioTransport(ServerDefinition server, Program program, McpJsonMapper json, Runnable onExit) {
        this.server = server;
        this.program = program;
        this.json = json;
        this.onExit = onExit;
        this.writer = Executors.newSingleThreadExecutor(task -> daemon(task, "writer"));
    }

    private Thread daemon(Runnable task, String role) {
        var thread = new Thread(task, "mcp-" + server.name() + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(() -> {
            Process started = start();
            daemon(() -> readMessages(started, handler), "reader").start();
            daemon(() -> logErrors(started), "errors").start();
        });
    }

    private synchronized Process start() {
        if (closed) {
            throw new IllegalStateException(server + " is closed");
        }
        List<String> command = new ArrayList<>(List.of(program.command()));
        command.addAll(program.args());
        var builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(ENVIRONMENT);
        environment.putAll(program.env());
        program.directory().map(File::new).ifPresent(builder::directory);
        try {
            process = builder.start();
            return process;
        } catch (IOException e) {
            ended = "the program " + program.command() + " could not be started";
            throw new IllegalStateException(ended, e);
        }
    }

    private void readMessages(Process started, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try (InputStream in = new BufferedInputStream(started.getInputStream())) {
            for (String line = line(in); line != null; line = line(in)) {
                JSONRPCMessage message = message(line);
                if (message != null) {
                    handler.apply(Mono.just(message)).subscribe(
                            ignored -> {
                            }, failure -> LOG.debugf(failure, "%s: a message was not handled", server));
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "%s: reading failed", server);
        } finally {
            close();
            onExit.run();
        }
    }

    /** The next line without its end; null at the end of the output. */
    private @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() >= server.maxMessageBytes()) {
                LOG.warnf("%s sent a message of more than %d bytes and was stopped (see max-message-bytes)", server,
                        server.maxMessageBytes());
                return null;
            }
            line.write(next);
        }
        return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    /** Some programs print remarks beside their messages. */
    private @Nullable JSONRPCMessage message(String line) {
        if (line.isBlank()) {
            return null;
        }
        try {
            return McpSchema.deserializeJsonRpcMessage(json, line);
        } catch (IOException | RuntimeException e) {
            LOG.debugf("%s: a line of %d characters is no message", server, line.length());
            return null;
        }
    }

    private void logErrors(Process started) {
        var line = new StringBuilder();
        try (InputStream in = new BufferedInputStream(started.getErrorStream())) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    LOG.debugf("%s: %s", server, line);
                    line.setLength(0);
                } else if (line.length() < LOGGED_CHARACTERS && next >= ' ') {
                    line.append((char) next);
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "%s: reading failed", server);
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.create(sink -> {
            try {
                writer.execute(() -> {
                    try {
                        write(message);
                        sink.success();
                    } catch (IOException | RuntimeException e) {
                        sink.error(new IllegalStateException(ended, e));
                    }
                });
            } catch (RejectedExecutionException e) {
                sink.error(new IllegalStateException(ended, e));
            }
        });
    }

    private void write(JSONRPCMessage message) throws IOException {
        Process running;
        synchronized (this) {
            running = process;
        }
        if (running == null) {
            throw new IOException("not started");
        }
        OutputStream out = running.getOutputStream();
        out.write((json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    /** Ends the program and the processes that it has started, by force if they do not end themselves. Does not wait. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            running = process;
            if (closed) {
                return;
            }
            closed = true;
        }
        writer.shutdownNow();
        if (running == null) {
            exit.complete(null);
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
        all.add(running.toHandle());
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(SECONDS_TO_EXIT, TimeUnit.SECONDS)
                .whenComplete((exited, late) -> {
                    all.forEach(ProcessHandle::destroyForcibly);
                    exit.complete(null);
                });
    }

    /** Completes when the program and its processes have ended. */
    CompletableFuture<Void> exit() {
        return exit;
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }
}
