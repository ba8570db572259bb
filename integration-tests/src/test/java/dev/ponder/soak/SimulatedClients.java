package dev.ponder.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import dev.ponder.soak.SlowClient.End;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

/** Many concurrent clients. Each client that ends is replaced by another one of the same kind. Runs on one event loop. */
final class SimulatedClients {

    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int PAUSE_MS = 1_000;
    private static final int MAX_FAILURES = 20;

    private final Vertx vertx;
    private final int port;
    private final RandomGenerator random;
    private final NetClient client;
    private final Set<SlowClient> connected = new HashSet<>();
    private final Map<End, Long> ends = new EnumMap<>(End.class);
    private final List<String> failures = new ArrayList<>();
    private long bytesOfEndedClients;
    private long started;
    private boolean open = true;

    SimulatedClients(Vertx vertx, int port, RandomGenerator random) {
        this.vertx = vertx;
        this.port = port;
        this.random = random;
        this.client = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    }

    /** Starts so many clients of a kind at random moments within this time. */
    void start(int clients, int withinMs, Function<RandomGenerator, ClientPlan> kind) {
        for (int i = 0; i < clients; i++) {
            vertx.setTimer(1 + random.nextInt(withinMs), fired -> connect(kind));
        }
    }

    /** Disconnects all clients, and starts no more. */
    void stop() {
        open = false;
        List.copyOf(connected).forEach(SlowClient::disconnect);
    }

    Set<SlowClient> connected() {
        return connected;
    }

    long ended(End how) {
        return ends.getOrDefault(how, 0L);
    }

    /** The bytes that all clients have read so far. */
    long received() {
        return bytesOfEndedClients + connected.stream().mapToLong(SlowClient::received).sum();
    }

    /** The first failures. */
    List<String> failures() {
        return failures;
    }

    private void connect(Function<RandomGenerator, ClientPlan> kind) {
        if (!open) {
            return;
        }
        var reader = new SlowClient(vertx, kind.apply(random), "client-" + ++started, (ended, how) -> {
            connected.remove(ended);
            bytesOfEndedClients += ended.received();
            ends.merge(how, 1L, Long::sum);
            if (how == End.FAILED && failures.size() < MAX_FAILURES) {
                failures.add(ended.plan() + " after " + ended.received() + " bytes: " + ended.lastBytes());
            }
            vertx.setTimer(1 + random.nextInt(PAUSE_MS), fired -> connect(kind));
        });
        connected.add(reader);
        reader.start(client, port);
    }
}
