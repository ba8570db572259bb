package dev.ponder.runtime.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.record.sink.RecordSink;

@Timeout(60)
class RecordQueueTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> written = new CopyOnWriteArrayList<>();

    private RecordSink sink(CountDownLatch gate, boolean failing) {
        return new RecordSink() {

            @Override
            public String name() {
                return "memory";
            }

            @Override
            public void write(List<byte[]> lines) throws IOException, InterruptedException {
                gate.await();
                if (failing) {
                    throw new IOException("disk full");
                }
                lines.forEach(line -> written.add(new String(line, UTF_8)));
            }

            @Override
            public void close() {
                written.add("closed");
            }
        };
    }

    private static CountDownLatch open() {
        return new CountDownLatch(0);
    }

    private static RunRecord record(RecordQueue queue) {
        var record = new RunRecord(queue::reserve, 1000);
        record.add(new AnswerStarted(Instant.EPOCH, "r", new RequestInfo("/", "m", "bon", "bon", "native", false),
                Duration.ZERO));
        return record;
    }

    private static byte[] line(RunRecord record) {
        return (record.events().size() + " events").getBytes(UTF_8);
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        var queue = new RecordQueue(RecordQueueTest::line, List.of(sink(open(), false)), 100_000);
        for (int i = 0; i < 250; i++) {
            queue.add(record(queue));
        }
        queue.close(LONG);

        assertThat(written).hasSize(251).endsWith("1 events", "closed");
        assertThat(queue.written()).isEqualTo(250);
        assertThat(queue.dropped()).isZero();
        assertThat(queue.memory()).isZero();
    }

    @Test
    void memoryIsBoundedAndNothingWaitsForASlowSink() {
        var gate = new CountDownLatch(1);
        var queue = new RecordQueue(RecordQueueTest::line, List.of(sink(gate, false)), 1000);
        for (int i = 0; i < 5; i++) {
            RunRecord record = record(queue);
            assertThat(record.truncated()).isFalse();
            queue.add(record);
        }

        assertThat(queue.reserve(1)).isFalse();
        assertThat(record(queue).truncated()).isTrue();
        assertThat(queue.memory()).isEqualTo(1000);
        gate.countDown();
        queue.close(LONG);
        assertThat(queue.memory()).isZero();
    }

    @Test
    void countsWhatASinkLoses() {
        var queue = new RecordQueue(RecordQueueTest::line, List.of(sink(open(), true), sink(open(), false)), 100_000);
        queue.add(record(queue));
        queue.add(record(queue));
        queue.close(LONG);

        assertThat(queue.dropped()).isEqualTo(2);
        assertThat(queue.written()).as("the other sink").isEqualTo(2);
        assertThat(queue.memory()).isZero();
    }

    @Test
    void aRecordThatCannotBeWrittenIsCounted() {
        var queue = new RecordQueue(record -> {
            throw new IllegalStateException("broken");
        }, List.of(sink(open(), false)), 100_000);
        queue.add(record(queue));
        queue.close(LONG);

        assertThat(queue.dropped()).isEqualTo(1);
        assertThat(queue.memory()).isZero();
    }

    @Test
    void closingTakesNoLongerThanAllowed() {
        var queue = new RecordQueue(RecordQueueTest::line, List.of(sink(new CountDownLatch(1), false)), 1_000_000);
        for (int i = 0; i < 300; i++) {
            queue.add(record(queue));
        }
        queue.close(Duration.ofMillis(50));
        queue.add(record(queue));

        assertThat(written).containsExactly("closed");
        assertThat(queue.dropped()).as("those that waited, and the late one").isGreaterThanOrEqualTo(201);
    }

    @Test
    void closesWithoutAnyRecord() {
        new RecordQueue(RecordQueueTest::line, List.of(sink(open(), false)), 1000).close(LONG);

        assertThat(written).containsExactly("closed");
    }
}
