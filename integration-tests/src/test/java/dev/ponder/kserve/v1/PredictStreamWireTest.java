package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PredictStreamWireTest extends V1Test {

    private static final String TEXTS = "{'items':'texts'}";
    private static final String ACCEPT_EVENTS = "Accept: text/event-stream";

    /** Each item is one chunk and is sent at once. */
    @Test
    void isChunkByChunk() {
        try (var socket = new RawHttpClient(server)) {
            post(socket, "stream:predict", "{}");

            String first = socket.readUntil("7\r\nchunk0\n\r\n");
            assertThat(first).contains("transfer-encoding: chunked").doesNotContain("chunk1");
            assertThat(socket.readUntil("0\r\n\r\n"))
                    .isEqualTo("7\r\nchunk1\n\r\n7\r\nchunk2\n\r\n7\r\nchunk3\n\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream:predict", "framing:predict", "poststream:predict"})
    void keepsTheConnectionForTheNextRequest(String target) {
        try (var socket = new RawHttpClient(server)) {
            assertThat(post(socket, target, TEXTS).readUntil("\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(post(socket, target, TEXTS, ACCEPT_EVENTS).readUntil("\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(post(socket, "echo:predict", "{'instances':[7]}").readUntil(quoted("{'predictions':[7]}")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void keepsTheConnectionAfterAnError() {
        try (var socket = new RawHttpClient(server)) {
            assertThat(post(socket, "unknown:predict", "{}").readUntil("exist.\"}")).startsWith("HTTP/1.1 404 ");
            assertThat(post(socket, "stream:predict", "{'kind':'err0'}").readUntil("first\"}"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(post(socket, "framing:predict", "{'items':'text, failure'}", ACCEPT_EVENTS)
                    .readUntil("\r\n0\r\n\r\n")).contains("event: error");
            assertThat(post(socket, "echo:predict", "{'instances':[7]}").readUntil(quoted("{'predictions':[7]}")))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** HTTP/1.0 has no chunks, so closing the connection ends the body. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void hasNoChunksByHttp10(String header) {
        try (var socket = new RawHttpClient(server)) {
            String json = quoted(TEXTS);
            String reply = socket.send("POST /v1/models/framing:predict HTTP/1.0\r\n" + header + "Content-Length: "
                    + json.length() + "\r\n\r\n" + json).readToEnd();

            assertThat(reply).startsWith("HTTP/1.0 200 OK\r\n").doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("\r\n\r\na\n\u00c3\u00a9 bc");
        }
    }

    @Test
    void isWholeByHttp10() {
        try (var socket = new RawHttpClient(server)) {
            String json = quoted("{'instances':[1]}");
            String reply = socket.send("POST /v1/models/echo:predict HTTP/1.0\r\nContent-Length: " + json.length()
                    + "\r\n\r\n" + json).readToEnd();

            assertThat(reply).startsWith("HTTP/1.0 200 OK\r\n").contains("content-length: 19")
                    .endsWith(quoted("{'predictions':[1]}"));
        }
    }

    @Test
    void isServedByThePrefixWithoutAHostHeader() {
        try (var socket = new RawHttpClient(server)) {
            String reply = socket.send("GET /openai/v1/models/echo?x=1 HTTP/1.0\r\n\r\n").readToEnd();

            assertThat(reply).startsWith("HTTP/1.0 200 OK\r\n").contains(quoted("'ready':true"));
        }
    }

    @Test
    void supportsExpectContinue() {
        try (var socket = new RawHttpClient(server)) {
            socket.send("POST /v1/models/echo:predict HTTP/1.1\r\nHost: ponder\r\nContent-Length: 17\r\n"
                    + "Expect: 100-continue\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(socket.send(quoted("{'instances':[1]}")).readUntil("}")).startsWith("HTTP/1.1 200 ");
        }
    }
}
