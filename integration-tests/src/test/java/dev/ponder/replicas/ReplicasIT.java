package dev.ponder.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ponder.replicas.Exchange.End;

/**
 * Two replicas behind nginx under load. {@code integration-tests/replicas} runs it with more load
 * ({@code -Dreplicas.clients}, {@code -Dreplicas.requests}: for each phase) and prints the report.
 */
class ReplicasIT {

    private static final int CLIENTS = Integer.getInteger("replicas.clients", 12);
    private static final int REQUESTS = Integer.getInteger("replicas.requests", 12);
    private static final Path REPORT = Path.of("target/replicas.md");

    @TempDir
    private Path folder;

    @Test
    void aKilledReplicaLosesOnlyItsStreamsAndADrainedOneNone() throws Exception {
        Assumptions.assumeTrue(Nginx.isInstalled(), "nginx is not installed");
        Replica first = Replica.start(Replica.freePort());
        Replica second = Replica.start(Replica.freePort());
        try (first;
                second;
                var nginx = Nginx.start(folder, Replica.freePort(), List.of(first, second))) {
            first.server().address();
            second.server().address();
            try (var load = new ClosedLoop(nginx.address(), CLIENTS)) {
                load.await(REQUESTS);
                load.awaitStreams(first, 2);
                assertThat(load.lost()).isEmpty();

                first.close();
                load.await(CLIENTS + REQUESTS);
                assertThat(load.lost()).as("the client of a stream is told").isNotEmpty()
                        .allMatch(exchange -> isBrokenStream(exchange, first));

                try (Replica again = Replica.start(first.port())) {
                    // nginx finds it
                    load.awaitStreams(again, 1);
                    load.awaitStreams(second, 1);
                    nginx.leaveOut(second);
                    second.server().terminate();
                    assertThat(second.server().exitCode()).isIn(0, 143);
                    load.await(REQUESTS);
                    load.close();
                    assertThat(load.lost()).as("the drain of %s loses none", second)
                            .allMatch(exchange -> isBrokenStream(exchange, first));
                }
                report(load.ended());
            }
        }
    }

    /** The connection ended within the body. */
    private static boolean isBrokenStream(Exchange exchange, Replica replica) {
        return exchange.stream() && exchange.end() == End.BROKEN && replica.answered(exchange.replica());
    }

    private static void report(List<Exchange> ended) throws IOException {
        Files.writeString(REPORT, String.format("""
                | clients | requests | of them streams | retried by nginx | lost by the kill | lost by the drain |
                |---|---|---|---|---|---|
                | %d | %d | %d | %d | %d streams | 0 |
                """, CLIENTS, ended.size(), ended.stream().filter(Exchange::stream).count(),
                ended.stream().filter(exchange -> exchange.replica().contains(",")).count(),
                ended.stream().filter(Exchange::isLost).count()));
    }
}
