package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class SseReaderTest {

    private static final int LIMIT = 1 << 20;

    /** Every line ending, a byte order mark, comments, tight and wide data, several lines, other fields, long letters. */
    private static final String TRICKY = "\uFEFFdata: first\n\n: keep-alive\n\nevent: x\ndata:tight\r\n\r\n"
            + "data: a\rdata: b\r\rid: 7\ndata:  two blanks\n\nretry: 10\n\ndata: é😀漢\n\n"
            + "database: no\n\ndata\ndata\n\n data: no\n\ndata: last";
    private static final List<String> EVENTS = List.of("first", "tight", "a\nb", " two blanks", "é😀漢", "\n",
            "last");

    private static List<String> read(Buffer... pieces) {
        var reader = new SseReader(LIMIT);
        var events = new ArrayList<String>();
        for (Buffer piece : pieces) {
            events.addAll(reader.read(piece));
        }
        events.addAll(reader.end());
        return events;
    }

    private static Buffer tricky() {
        return Buffer.buffer(TRICKY);
    }

    @Test
    void anyTwoPiecesGiveTheSameEvents() {
        for (int cut = 0; cut <= tricky().length(); cut++) {
            assertThat(read(tricky().getBuffer(0, cut), tricky().getBuffer(cut, tricky().length())))
                    .as("cut at byte %d", cut).isEqualTo(EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void piecesOfAnySizeGiveTheSameEvents(int size) {
        var pieces = new ArrayList<Buffer>();
        for (int from = 0; from < tricky().length(); from += size) {
            pieces.add(tricky().getBuffer(from, Math.min(tricky().length(), from + size)));
        }

        assertThat(read(pieces.toArray(Buffer[]::new))).isEqualTo(EVENTS);
    }

    @Test
    void emptyPiecesChangeNothing() {
        assertThat(read(Buffer.buffer("data: a\r"), Buffer.buffer(), Buffer.buffer("\n\r\n"))).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void anEventIsHandedOnAsSoonAsItsBlankLineIsThere(String lineEnd) {
        var reader = new SseReader(LIMIT);

        assertThat(reader.read(Buffer.buffer("data: a" + lineEnd))).isEmpty();
        assertThat(reader.read(Buffer.buffer(lineEnd))).containsExactly("a");
    }

    @Test
    void aMarkCountsOnlyAtTheStart() {
        assertThat(read(Buffer.buffer("data: a\n\n\uFEFFdata: b\n\ndata: c\n\n"))).containsExactly("a", "c");
    }

    @Test
    void anEventLargerThanTheLimitFails() {
        var reader = new SseReader(100);
        Buffer half = Buffer.buffer("x".repeat(60));
        reader.read(Buffer.buffer("data: a\n\ndata: "));
        reader.read(half);

        assertThatThrownBy(() -> reader.read(half)).isInstanceOf(SseReader.EventTooLarge.class)
                .hasMessageContaining("100");
    }

    @Test
    void theLinesOfAnEventCountTogether() {
        var reader = new SseReader(100);
        reader.read(Buffer.buffer("data: " + "x".repeat(80) + "\n"));

        assertThatThrownBy(() -> reader.read(Buffer.buffer("data: " + "x".repeat(80) + "\n")))
                .isInstanceOf(SseReader.EventTooLarge.class);
    }

    @Test
    void manySmallEventsAreNoLargeOne() {
        var reader = new SseReader(100);

        assertThat(reader.read(Buffer.buffer("data: x\n\n".repeat(1000)))).hasSize(1000);
    }

    /** Looking at each byte once: the work for one event in a million pieces is that of one piece, but for its call. */
    @Test
    void oneEventInManyPiecesIsReadInLinearTime() {
        var reader = new SseReader(1 << 24);
        byte[] piece = "x".repeat(16).getBytes(StandardCharsets.UTF_8);
        reader.read(Buffer.buffer("data: "));
        for (int i = 0; i < 500_000; i++) {
            reader.read(Buffer.buffer(piece));
        }

        assertThat(reader.read(Buffer.buffer("\n\n"))).singleElement().extracting(String::length).isEqualTo(8_000_000);
    }
}
