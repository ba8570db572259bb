package dev.ponder.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** One line per request in the log category {@code ponder.access}. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
class AccessLogTest extends ServerTest {

    private static final Logger LOG = Logger.getLogger("ponder.access");
    private static final String ID = "x-request-id";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Handler recorder = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    @BeforeEach
    void record() {
        LOG.addHandler(recorder);
    }

    @AfterEach
    void stopRecording() {
        LOG.removeHandler(recorder);
    }

    @Test
    void aStrategyReportsItsCallsAndTokens() throws Exception {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        client.chat(Chat.stream("re2-" + model.name()), ID, "r-1");

        assertThat(line("r-1")).matches("id=r-1 path=/v1/chat/completions status=200 model=" + model.name()
                + " strategy=re2 stream=true calls=1 prompt_tokens=[1-9]\\d* completion_tokens=[1-9]\\d* ms=\\d+"
                + " outcome=ok");
    }

    @Test
    void aRelayedRequestReportsTheUsageOfItsUpstream() throws Exception {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        client.chat(Chat.ask(model.name()), ID, "r-2");

        assertThat(line("r-2")).contains(" strategy=none ", " calls=1 ", " outcome=ok")
                .containsPattern("completion_tokens=[1-9]");
    }

    @Test
    void aRejectedRequestHasNoInference() throws Exception {
        client.send("POST", "/v1/chat/completions", "{\"model\": 3}", ID, "r-3 x=\"y");

        assertThat(line("r-3")).matches(
                "id=r-3_x__y path=/v1/chat/completions status=400 ms=\\d+ outcome=rejected");
    }

    @Test
    void anInferenceThatFailsReportsItsErrorCode() throws Exception {
        var model = model().plays(UpstreamScript.responds(401, "{}", Map.of()));
        client.chat(Chat.ask("re2-" + model.name()), ID, "r-4");

        assertThat(line("r-4")).contains(" status=401 ", " strategy=re2 ", " outcome=authentication_error");
    }

    @Test
    void aClientThatDisconnectsIsReportedAsCancelled() throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream("re2-" + model.name()), ID, "r-5");
        model.next();
        response.join().close();

        assertThat(line("r-5")).contains(" status=- ", " strategy=re2 ", " calls=1 ", " outcome=cancelled");
    }

    private String line(String id) throws InterruptedException {
        String line;
        do {
            line = lines.poll(30, TimeUnit.SECONDS);
        } while (line != null && !line.startsWith("id=" + id));
        return line;
    }
}
