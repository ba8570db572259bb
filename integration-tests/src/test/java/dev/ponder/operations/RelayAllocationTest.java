package dev.ponder.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/**
 * What the server allocates to relay a call and a chunk, warm, by all its event loops and worker threads. The client and the
 * upstream run on threads of their own, which do not count.
 *
 * <p>A bound is the recorded value and {@link #SLACK}. A change that allocates less lowers the recorded value here, the only
 * place that has it.
 */
@QuarkusTest
class RelayAllocationTest extends ServerTest {

    /** Bytes for a call that is not streamed, with bodies of 1 KB. */
    private static final long RECORDED_CALL = 31_000;
    /** Bytes for a chunk of a stream that the upstream sends and the client reads by itself. */
    private static final long RECORDED_CHUNK = 1_300;
    /** The compiler decides which objects are allocated at all, so values differ between runs and JDKs. */
    private static final double SLACK = 1.3;

    private static final Logger LOG = Logger.getLogger(RelayAllocationTest.class);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");
    private static final String KILOBYTE = "word ".repeat(180);
    private static final int ROUNDS = 6;
    private static final int CALLS = 700;
    private static final int CHUNKS = 1_500;

    @Test
    void aCall() {
        try (var connection = new RawHttpClient(server)) {
            assertBelow("call", RECORDED_CALL, () -> calls(connection) / CALLS);
        }
    }

    @Test
    void aChunk() {
        try (var connection = new RawHttpClient(server)) {
            assertBelow("chunk", RECORDED_CHUNK, () -> chunks(connection) / CHUNKS);
        }
    }

    /** The first rounds warm up, and other work can only add to a round, so the best one counts. */
    private static void assertBelow(String what, long recorded, LongSupplier round) {
        long best = round.getAsLong();
        for (int i = 1; i < ROUNDS; i++) {
            best = Math.min(best, round.getAsLong());
        }
        LOG.infof("%d bytes for a relayed %s (recorded: %d)", best, what, recorded);
        assertThat(best).as("bytes that the server allocates for a relayed %s (expected at most %.0f %% more than the"
                + " recorded value)", what, 100 * (SLACK - 1)).isLessThanOrEqualTo((long) (recorded * SLACK));
    }

    private long calls(RawHttpClient connection) {
        FakeModel model = model().plays(UpstreamScript.answers(KILOBYTE));
        ObjectNode body = Chat.ask(model.name());
        body.putArray("messages").addObject().put("role", "user").put("content", KILOBYTE);
        long before = allocated();
        for (int i = 0; i < CALLS; i++) {
            String head = connection.chat(body).readUntil("\r\n\r\n");
            Matcher length = CONTENT_LENGTH.matcher(head.toLowerCase(Locale.ROOT));
            if (length.find()) {
                connection.read(Integer.parseInt(length.group(1)));
            } else {
                connection.readUntil("\r\n0\r\n\r\n");
            }
        }
        return allocated() - before;
    }

    private long chunks(RawHttpClient connection) {
        FakeModel model = model();
        connection.chat(Chat.stream(model.name()));
        FakeCall call = model.next().begin();
        connection.readUntil("\n\n");
        long before = allocated();
        for (int i = 0; i < CHUNKS; i++) {
            call.say("word ");
            connection.readUntil("\n\n");
        }
        long allocated = allocated() - before;
        call.finish("stop");
        connection.readUntil("\r\n0\r\n\r\n");
        return allocated;
    }

    private static long allocated() {
        long[] ids = Stream.of(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && ofServer(thread)).mapToLong(ThreadInfo::getThreadId).toArray();
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(ids)) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    private static boolean ofServer(ThreadInfo thread) {
        return thread.getThreadName().startsWith("vert.x-") || thread.getThreadName().startsWith("executor-thread");
    }
}
