package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class SseParserTest {

    private static final int LIMIT = 1 << 20;

    /** Every line ending, a byte order mark, comments, tight and wide data, several lines, other fields, long letters. */
    private static final String TRICKY = "\uFEFFdata: first\n\n: keep-alive\n\nevent: x\ndata:tight\r\n\r\n"
            + "data: a\rdata: b\r\rid: 7\ndata:  two blanks\n\nretry: 10\n\ndata: é😀漢\n\n"
            + "database: no\n\ndata\ndata\n\n data: no\n\ndata: last";
    private static final List<String> EVENTS = List.of("first", "tight", "a\nb", " two blanks", "é😀漢", "\n",
            "last");

    private static List<String> read(Buffer... pieces) {
        var parser = SseParser.ofData(LIMIT);
        var events = new ArrayList<String>();
        for (Buffer piece : pieces) {
            events.addAll(data(parser.parse(piece)));
        }
        events.addAll(data(parser.end()));
        return events;
    }

    private static List<String> data(List<SseParser.Event> events) {
        return events.stream().map(SseParser.Event::data).filter(Objects::nonNull).toList();
    }

    private static List<String> raw(List<SseParser.Event> events) {
        return events.stream().map(event -> event.raw().toString()).toList();
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
    void anEventIsCompleteWithItsBlankLine(String lineEnd) {
        var parser = SseParser.ofData(LIMIT);

        assertThat(parser.parse(Buffer.buffer("data: a" + lineEnd))).isEmpty();
        assertThat(data(parser.parse(Buffer.buffer(lineEnd)))).containsExactly("a");
    }

    @Test
    void aMarkCountsOnlyAtTheStart() {
        assertThat(read(Buffer.buffer("data: a\n\n\uFEFFdata: b\n\ndata: c\n\n"))).containsExactly("a", "c");
    }

    @Test
    void anEventLargerThanTheLimitFails() {
        var parser = SseParser.ofData(100);
        Buffer half = Buffer.buffer("x".repeat(60));
        parser.parse(Buffer.buffer("data: a\n\ndata: "));
        parser.parse(half);

        assertThatThrownBy(() -> parser.parse(half)).isInstanceOf(SseParser.EventTooLarge.class)
                .hasMessageContaining("100");
    }

    @Test
    void theLinesOfAnEventCountTogether() {
        var parser = SseParser.ofData(100);
        parser.parse(Buffer.buffer("data: " + "x".repeat(80) + "\n"));

        assertThatThrownBy(() -> parser.parse(Buffer.buffer("data: " + "x".repeat(80) + "\n")))
                .isInstanceOf(SseParser.EventTooLarge.class);
    }

    @Test
    void manySmallEventsAreNoLargeOne() {
        var parser = SseParser.ofData(100);

        assertThat(parser.parse(Buffer.buffer("data: x\n\n".repeat(1000)))).hasSize(1000);
    }

    /** Looking at each byte once: the work for one event in a million pieces is that of one piece, but for its call. */
    @Test
    void oneEventInManyPiecesIsReadInLinearTime() {
        var parser = SseParser.ofData(1 << 24);
        byte[] piece = "x".repeat(16).getBytes(StandardCharsets.UTF_8);
        parser.parse(Buffer.buffer("data: "));
        for (int i = 0; i < 500_000; i++) {
            parser.parse(Buffer.buffer(piece));
        }

        assertThat(data(parser.parse(Buffer.buffer("\n\n")))).singleElement().extracting(String::length)
                .isEqualTo(8_000_000);
    }

    @Test
    void rawBytesEndWithTheBlankLine() {
        var parser = rawParser();
        assertThat(raw(parser.parse(Buffer.buffer("data: a\n\n: b\n\ndata: c")))).containsExactly("data: a\n\n",
                ": b\n\n");
        assertThat(parser.pending()).isEqualTo(7);
        assertThat(raw(parser.parse(Buffer.buffer("\n\n")))).containsExactly("data: c\n\n");
        assertThat(parser.pending()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void rawBytesKeepEachLineEnding(String end) {
        var parser = rawParser();
        String event = "event: x" + end + "data: é🙂" + end + end;

        assertThat(raw(parser.parse(Buffer.buffer(event + event)))).containsExactly(event, event);
    }

    /** Wherever a stream is cut into pieces, no byte is lost or moved, and no frame ends inside a line. */
    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\ndata: é🙂\n\n: c\n\n\n", "data: a\r\n\r\ndata: é🙂\r\n\r\n",
            "data: a\r\rdata: b\r\r",
            "data: a\r\n\ndata: b\n\r\n"})
    void rawBytesAreCompleteHoweverTheStreamIsCut(String stream) {
        byte[] bytes = Buffer.buffer(stream).getBytes();
        for (int size = 1; size <= bytes.length; size++) {
            var parser = rawParser();
            var out = Buffer.buffer();
            var data = new ArrayList<String>();
            for (int from = 0; from < bytes.length; from += size) {
                Buffer piece = Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + size));
                for (SseParser.Event event : parser.parse(piece)) {
                    out.appendBuffer(event.raw());
                    data.addAll(data(List.of(event)));
                }
            }
            out.appendBuffer(parser.flush());

            assertThat(out).hasToString(stream);
            assertThat(data).isEqualTo(data(SseParser.ofData(1000).parse(Buffer.buffer(stream))));
        }
    }

    @Test
    void flushedBytesAreNotPartOfTheNextEvent() {
        var parser = rawParser();
        parser.parse(Buffer.buffer("data: aaa"));
        assertThat(parser.flush()).hasToString("data: aaa");

        assertThat(raw(parser.parse(Buffer.buffer("bbb\n\n")))).containsExactly("bbb\n\n");
    }

    @Test
    void theRestOfAFlushedEventHasNoDataAndTheNextHas() {
        var parser = SseParser.ofRawEvents(8);
        parser.parse(Buffer.buffer("data: a"));
        parser.flush();
        List<SseParser.Event> events = parser.parse(Buffer.buffer("b".repeat(100) + "\ndata: c\n\ndata: d\n\n"));

        assertThat(raw(events)).containsExactly("b".repeat(100) + "\ndata: c\n\n", "data: d\n\n");
        assertThat(data(events)).containsExactly("d");
    }

    @Test
    void theRawEndOfAStreamIsItsLastEvent() {
        var parser = rawParser();
        parser.parse(Buffer.buffer("data: a\n\ndata: b"));

        assertThat(parser.end())
                .containsExactly(new SseParser.Event(Buffer.buffer("data: b"), "b", SseParser.Framing.IRREGULAR));
        assertThat(parser.end()).isEmpty();
    }

    private static SseParser rawParser() {
        return SseParser.ofRawEvents(LIMIT);
    }
}
