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

/** Many clients at once: whoever is gone is followed by another of its kind. Lives on one event loop. */
final class SimulatedClients {

    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int PAUSE_MS = 1_000;
    private static final int COMPLAINTS = 20;

    private final Vertx vertx;
    private final int port;
    private final RandomGenerator random;
    private final NetClient client;
    private final Set<SlowClient> present = new HashSet<>();
    private final Map<End, Long> ends = new EnumMap<>(End.class);
    private final List<String> complaints = new ArrayList<>();
    private long bytesOfTheGone;
    private long visits;
    private boolean open = true;

    SimulatedClients(Vertx vertx, int port, RandomGenerator random) {
        this.vertx = vertx;
        this.port = port;
        this.random = random;
        this.client = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    }

    /** Lets so many of a kind in, within this time. */
    void admit(int clients, int withinMs, Function<RandomGenerator, ClientPlan> kind) {
        for (int i = 0; i < clients; i++) {
            vertx.setTimer(1 + random.nextInt(withinMs), fired -> enter(kind));
        }
    }

    /** Sends all of them away, and nobody follows. */
    void disperse() {
        open = false;
        List.copyOf(present).forEach(SlowClient::leave);
    }

    Set<SlowClient> present() {
        return present;
    }

    long ended(End how) {
        return ends.getOrDefault(how, 0L);
    }

    /** Bytes that all have taken so far. */
    long received() {
        return bytesOfTheGone + present.stream().mapToLong(SlowClient::received).sum();
    }

    /** What went wrong, the first few. */
    List<String> complaints() {
        return complaints;
    }

    private void enter(Function<RandomGenerator, ClientPlan> kind) {
        if (!open) {
            return;
        }
        var reader = new SlowClient(vertx, kind.apply(random), "visit-" + ++visits, (gone, how) -> {
            present.remove(gone);
            bytesOfTheGone += gone.received();
            ends.merge(how, 1L, Long::sum);
            if (how == End.BROKEN && complaints.size() < COMPLAINTS) {
                complaints.add(gone.visit() + " after " + gone.received() + " bytes: " + gone.lastWords());
            }
            vertx.setTimer(1 + random.nextInt(PAUSE_MS), fired -> enter(kind));
        });
        present.add(reader);
        reader.start(client, port);
    }
}
