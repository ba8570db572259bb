package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply.Says;
import io.smallrye.mutiny.Uni;

/** The strategy never blocks the event loop that it runs on, and never holds it to read long texts. */
interface ThreadContract extends ContractSubject {

    /** About 600,000 characters. */
    String LONG_TEXT = "The town council met on Tuesday, as it does. ".repeat(13_000) + "\n\n";

    /** A copy of a text allocates one byte for each character; extraction and comparison allocate tens of them. */
    int MOST_BYTES_PER_CHARACTER = 16;

    @Test
    default void neverBlocks() throws InterruptedException {
        EventLoop.run(() -> {
            for (boolean streamed : new boolean[]{false, true}) {
                HarnessRun run = ContractSubject.run(plausible(), QUESTION, streamed);
                assertThat(run.failure()).as("failure on an event loop").isNull();
            }
        });
    }

    @Test
    default void computesOnLongTextsElsewhere() {
        var offload = new MeasuredOffload();
        StrategyHarness harness = around(this::longReply).offload(offload);
        ContractSubject.run(harness, QUESTION, false);
        long before = MeasuredOffload.allocated();
        offload.elsewhere = 0;
        ContractSubject.run(harness, QUESTION, false);
        long here = MeasuredOffload.allocated() - before - offload.elsewhere;
        long characters = (long) LONG_TEXT.length() * (harness.upstream().acceptedCalls().size() / 2);

        assertThat(here / characters).as("bytes that the event loop allocates for each character of the replies"
                + " (expected few: compute on long texts in Inference.compute)")
                .isLessThanOrEqualTo(MOST_BYTES_PER_CHARACTER);
    }

    private ScriptedReply longReply(UpstreamCall call, int number) {
        ScriptedReply reply = reply(call, number);
        return reply instanceof Says says && !call.parameters().containsKey("response_format")
                ? ScriptedReply.answer(says.answer().withText(LONG_TEXT + says.answer().text()))
                : reply;
    }

    /** Counts the bytes that work on worker threads allocates. Those are the calling thread here. */
    final class MeasuredOffload extends ThreadOffload {

        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final AtomicBoolean offloaded;
        private long elsewhere;

        MeasuredOffload() {
            this(new AtomicBoolean());
        }

        private MeasuredOffload(AtomicBoolean offloaded) {
            super(task -> {
                offloaded.set(true);
                task.run();
            });
            this.offloaded = offloaded;
        }

        static long allocated() {
            return THREADS.getCurrentThreadAllocatedBytes();
        }

        @Override
        public <T> Uni<T> ofTexts(long characters, Supplier<T> work) {
            return super.ofTexts(characters, () -> offloaded.getAndSet(false) ? measured(work) : work.get());
        }

        private <T> T measured(Supplier<T> work) {
            long before = allocated();
            T result = work.get();
            elsewhere += allocated() - before;
            return result;
        }
    }
}
