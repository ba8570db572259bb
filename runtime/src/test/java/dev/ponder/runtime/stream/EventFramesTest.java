package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class EventFramesTest {

    private final EventFrames frames = new EventFrames();

    private static List<String> texts(List<Buffer> frames) {
        return frames.stream().map(Buffer::toString).toList();
    }

    @Test
    void aFrameEndsBehindItsBlankLine() {
        assertThat(texts(frames.cut(Buffer.buffer("data: a\n\n: b\n\ndata: c")))).containsExactly("data: a\n\n",
                ": b\n\n");
        assertThat(frames.pending()).isEqualTo(7);
        assertThat(texts(frames.cut(Buffer.buffer("\n\n")))).containsExactly("data: c\n\n");
        assertThat(frames.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndingIsUnderstood(String end) {
        String event = "event: x" + end + "data: é🙂" + end + end;

        assertThat(texts(frames.cut(Buffer.buffer(event + event)))).containsExactly(event, event);
    }

    /** Wherever a stream is cut into pieces, no byte is lost or moved, and no frame ends inside a line. */
    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\ndata: é🙂\n\n: c\n\n\n", "data: a\r\n\r\ndata: é🙂\r\n\r\n",
            "data: a\r\rdata: b\r\r",
            "data: a\r\n\ndata: b\n\r\n"})
    void piecesOfAnySizeComeToTheSame(String stream) {
        byte[] bytes = Buffer.buffer(stream).getBytes();
        for (int size = 1; size <= bytes.length; size++) {
            var cutter = new EventFrames();
            var out = Buffer.buffer();
            var data = new ArrayList<String>();
            var reader = new SseReader(1000);
            for (int from = 0; from < bytes.length; from += size) {
                Buffer piece = Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + size));
                for (Buffer frame : cutter.cut(piece)) {
                    out.appendBuffer(frame);
                    List<String> events = reader.read(frame);
                    assertThat(events).hasSizeLessThanOrEqualTo(1);
                    data.addAll(events);
                }
            }
            out.appendBuffer(cutter.flush());

            assertThat(out).hasToString(stream);
            assertThat(data).isEqualTo(new SseReader(1000).read(Buffer.buffer(stream)));
        }
    }

    @Test
    void whatIsFlushedIsNotPartOfTheNextFrame() {
        frames.cut(Buffer.buffer("data: aaa"));
        assertThat(frames.flush()).hasToString("data: aaa");

        assertThat(texts(frames.cut(Buffer.buffer("bbb\n\n")))).containsExactly("bbb\n\n");
    }
}
