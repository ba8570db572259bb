package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** A failure has its status before the first item; behind it, it is told in the stream or breaks it off. */
@QuarkusTest
class PredictStreamFailureTest extends V1Test {

    private static final String END = "0\r\n\r\n";

    @Test
    void breakOffRawStreamsWithoutAnEnd() {
        try (var socket = new BareSocket(server)) {
            String reply = socket.post("stream:predict", "{'kind':'err'}").rest();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").contains("chunk0\n", "chunk1\n")
                    .doesNotContain("chunk2", "error").doesNotEndWith(END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text, failure", "object, unwritable"})
    void breakOffWhatTheModelCallsRaw(String items) {
        try (var socket = new BareSocket(server)) {
            String reply = socket.post("framing:predict", "{'items':'" + items + "','form':'RAW'}").rest();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("error").doesNotEndWith(END);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "text, failure; broke down",
            "object, failure; broke down",
            "object, unwritable; internal error (see the server's log)"})
    void areTheLastEvent(String items, String error) {
        String text = predict("framing", "{'items':'" + items + "'}", "Accept", "text/event-stream").text();

        assertThat(text).startsWith("data: ").endsWith("\n\nevent: error\ndata: {\"error\":\"" + error + "\"}\n\n");
        assertThat(text.split("\n\n")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "object, failure; broke down",
            "object, unwritable; internal error (see the server's log)"})
    void areTheLastLine(String items, String error) {
        assertThat(predict("framing", "{'items':'" + items + "'}").text())
                .isEqualTo("{\"n\":1}\n{\"error\":\"" + error + "\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/event-stream", "application/x-ndjson"})
    void ofTheFirstItemHaveTheirStatus(String accepted) {
        V1Errors.of(predict("framing", "{'items':'unwritable'}", "Accept", accepted), 500);
        V1Errors.of(predict("framing", "{'items':'unheard of'}", "Accept", accepted), 400);
    }

    /** What a model said of a stream that never began is not said of the error. */
    @Test
    void haveNothingOfTheStreamsHead() {
        var reply = predict("framing", "{'items':'unwritable','form':'own'}");

        V1Errors.of(reply, 500);
        assertThat(reply.header("X-From-Model")).isEmpty();
        assertThat(reply.header("X-Accel-Buffering")).isEmpty();
    }

    @Test
    void ofTheFixtureAreTheLastEventToo() {
        String text = predict("stream", "{'kind':'err'}", "Accept", "text/event-stream").text();

        assertThat(text).startsWith(quoted("data: 'chunk0\\n'\n\ndata: 'chunk1\\n'\n\nevent: error\n"))
                .endsWith("data: {\"error\":\"internal error (see the server's log)\"}\n\n");
    }
}
