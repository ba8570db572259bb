package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

/** A failure before the first item has an error status; a later failure is an event or a line of the stream, or aborts it. */
@QuarkusTest
class PredictStreamFailureTest extends V1Test {

    private static final String END = "0\r\n\r\n";

    @Test
    void abortRawStreams() {
        try (var socket = new RawHttpClient(server)) {
            String reply = post(socket, "stream:predict", "{'kind':'err'}").readToEnd();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").contains("chunk0\n", "chunk1\n")
                    .doesNotContain("chunk2", "error").doesNotEndWith(END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text, failure", "object, unwritable"})
    void abortStreamsThatTheModelDeclaresRaw(String items) {
        try (var socket = new RawHttpClient(server)) {
            String reply = post(socket, "framing:predict", "{'items':'" + items + "','form':'RAW'}").readToEnd();

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

    /** Headers that a model sets for a stream are not sent with an error before the stream. */
    @Test
    void dropTheHeadersOfTheStream() {
        var reply = predict("framing", "{'items':'unwritable','form':'own'}");

        V1Errors.of(reply, 500);
        assertThat(reply.header("X-From-Model")).isEmpty();
        assertThat(reply.header("X-Accel-Buffering")).isEmpty();
    }

    @Test
    void ofTheStreamModelAreTheLastEvent() {
        String text = predict("stream", "{'kind':'err'}", "Accept", "text/event-stream").text();

        assertThat(text).startsWith(quoted("data: 'chunk0\\n'\n\ndata: 'chunk1\\n'\n\nevent: error\n"))
                .endsWith("data: {\"error\":\"internal error (see the server's log)\"}\n\n");
    }
}
