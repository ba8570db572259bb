package dev.ponder.mcp.client;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolCatalog;
import dev.ponder.mcp.ToolProvider;
import dev.ponder.mcp.config.McpConfig;
import dev.ponder.mcp.config.ServerDefinition;
import dev.ponder.mcp.config.ServerDefinitions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The sessions with all configured servers. Nothing is read, loaded or started before the first request needs a tool. All
 * requests share the sessions, so a server sees the credentials of the operator and never those of a client.
 */
@ApplicationScoped
public class McpSessions implements ToolProvider {

    private static final Logger LOG = Logger.getLogger(McpSessions.class);

    private static final long SECONDS_TO_EXIT = 4;

    private final McpConfig config;
    private final Executor worker;
    private final Clock clock;
    private @Nullable List<McpSession> sessions;
    private Map<String, String> errors = Map.of();
    private boolean closed;

    /** The tools of one server, or why there are none. */
    private record Listing(McpSession session, List<ListedTool> tools, @Nullable Throwable failure) {}

    /** Sessions that are opened on Mutiny's worker threads. */
    @Inject
    public McpSessions(McpConfig config) {
        this(config, Infrastructure.getDefaultWorkerPool(), Clock.systemUTC());
    }

    McpSessions(McpConfig config, Executor worker, Clock clock) {
        this.config = config;
        this.worker = worker;
        this.clock = clock;
    }

    @Override
    public Uni<ToolCatalog> tools() {
        return Uni.createFrom().item(this::sessions).runSubscriptionOn(worker).chain(all -> all.isEmpty()
                ? Uni.createFrom().item(catalog(List.of()))
                : Uni.join().all(all.stream().map(McpSessions::listing).toList()).andFailFast().map(this::catalog));
    }

    private static Uni<Listing> listing(McpSession session) {
        return session.tools().map(tools -> new Listing(session, tools, null))
                .onFailure().recoverWithItem(failure -> new Listing(session, List.of(), failure));
    }

    private synchronized List<McpSession> sessions() {
        if (sessions == null) {
            ServerDefinitions definitions = ServerDefinitions.read(config, System::getenv);
            errors = definitions.errors();
            errors.forEach((name, error) -> LOG.errorf("MCP server '%s' is not used: %s", name, error));
            var json = new ObjectMapper();
            sessions = closed
                    ? List.of()
                    : definitions.servers().stream()
                            .sorted(Comparator.comparing(ServerDefinition::name))
                            .map(definition -> new McpSession(definition, json, clock, worker)).toList();
        }
        return sessions;
    }

    private ToolCatalog catalog(List<Listing> listings) {
        var names = new FunctionNames();
        var tools = new ArrayList<McpTool>();
        var problems = new ArrayList<String>();
        errors.keySet().forEach(name -> problems.add("the configuration of MCP server '" + name + "' is not valid"));
        for (Listing listing : listings) {
            if (listing.failure() != null) {
                problems.add("MCP server '" + listing.session().server().name() + "' is not available");
            }
            listing.tools().forEach(tool -> tools.add(callable(tool, listing.session(), names)));
        }
        if (tools.size() > config.maxTools()) {
            problems.add((tools.size() - config.maxTools()) + " tools are left out (see ponder.mcp.max-tools)");
            return new ToolCatalog(tools.subList(0, config.maxTools()), problems);
        }
        return new ToolCatalog(tools, problems);
    }

    private static McpTool callable(ListedTool tool, McpSession session, FunctionNames names) {
        String server = session.server().name();
        return new McpTool(names.of(server, tool.name()), server, tool.name(), tool.description(), tool.schema(),
                arguments -> session.call(tool.name(), arguments));
    }

    /** Waits for the end of the programs, which else could outlive the server. */
    @PreDestroy
    void close() {
        List<McpSession> all;
        synchronized (this) {
            closed = true;
            all = sessions == null ? List.of() : sessions;
        }
        try {
            CompletableFuture.allOf(all.stream().map(McpSession::close).toArray(CompletableFuture[]::new))
                    .get(SECONDS_TO_EXIT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "an MCP server did not end");
        }
    }
}
