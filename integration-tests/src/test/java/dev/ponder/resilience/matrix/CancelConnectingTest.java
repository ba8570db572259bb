package dev.ponder.resilience.matrix;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.profiles.LongCommitGraceProfile;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A client disconnects before the upstream accepts the connection, so only the server's gauge shows the call. */
@QuarkusTest
@TestProfile(LongCommitGraceProfile.class)
@Timeout(30)
class CancelConnectingTest extends ServerTest {

    private static final String CONNECTING = "ponder_upstream_calls_active{upstream=\"connecting\"}";

    @ParameterizedTest
    @CsvSource({"none,true", "none,false", "re2,true", "first_of_n,false"})
    void cancelsConnecting(String strategy, boolean stream) {
        var raw = new RawHttpClient(server)
                .chat(Chat.ask(strategy + "-" + UpstreamProfile.CONNECTING.model("m")).put("stream", stream));
        ServerMetrics.await(CONNECTING, strategy.equals("first_of_n") ? 2 : 1);

        raw.disconnect();

        ServerMetrics.await(CONNECTING, 0);
    }
}
