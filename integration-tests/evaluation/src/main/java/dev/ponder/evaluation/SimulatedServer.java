package dev.ponder.evaluation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.harness.ChildProcesses;
import dev.ponder.harness.LocalHttp;

/** The packaged server with the simulated model. */
final class SimulatedServer {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String NAME = "ponder";

    private SimulatedServer() {
    }

    /** Starts it on a free port; returns its base URL. */
    static URI start(ChildProcesses processes, EvaluationOptions options) {
        int port = LocalHttp.freePort();
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx512m",
                "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port, "-Dponder.sim.enabled=true",
                "-Dponder.limits.max-calls=512"));
        command.addAll(options.simulated());
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        Process process = processes.startServer(NAME, options.app(), command);
        LocalHttp.awaitOk(NAME, process, port, "/q/health/ready", START_TIMEOUT);
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }
}
