package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class RequestContentTypeTest extends V1Test {

    private static final String ECHOED = quoted("{'predictions':[1,2]}");

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
            "Application/JSON", "application/ld+json", "application/cloudevents+json", "application/octet-stream",
            "application/x-www-form-urlencoded", "text/plain", "*/*"})
    void mayBeJson(String type) {
        HttpReply reply = predictBare("echo", "{'instances':[1,2]}", "Content-Type", type);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().findValue("predictions")).hasToString("[1,2]");
    }

    /** KServe's batcher sends no content type. */
    @Test
    void mayBeMissing() {
        try (var socket = new RawHttpClient(server)) {
            String reply = post(socket, "echo:predict", "{'instances':[1,2]}", "Connection: close").readToEnd();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").endsWith(ECHOED);
        }
    }

    @Test
    void mayComeInPieces() {
        try (var socket = new RawHttpClient(server)) {
            String reply = socket.send("POST /v1/models/echo:predict HTTP/1.1\r\nHost: ponder\r\nConnection: close\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "5\r\n" + quoted("{'ins") + "\r\n"
                    + "e\r\n" + quoted("tances':[1,2]}") + "\r\n0\r\n\r\n").readToEnd();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").endsWith(ECHOED);
        }
    }

    /** Bytes are passed unchanged, also if they are not text. */
    @Test
    void ofOtherTypesArePassedAsBytes() {
        try (var socket = new RawHttpClient(server)) {
            String reply = post(socket, "returning:predict", "\u0089PNG\u00ff\u0000", "Content-Type: image/png",
                    "Connection: close").readToEnd();

            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith(quoted("{'received':'[-119, 80, 78, 71, -1, 0]'}"));
        }
    }

    @Test
    void areNotNeededWithoutABody() {
        assertThat(predictBare("returning", "").text()).isEqualTo(quoted("{'received':'nothing'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instances':", "nonsense", "{'instances':[1]} {}", "{'instances':[1]}x"})
    void ofJsonNeedJson(String body) {
        assertThat(V1Errors.of(predict("echo", body), 400)).startsWith("Unrecognized request format");
    }

    @Test
    void ofJsonNeedValidUtf8() {
        try (var socket = new RawHttpClient(server)) {
            assertThat(post(socket, "echo:predict", "{'instances':['\u00ff\u00fe']}", "Connection: close").readToEnd())
                    .startsWith("HTTP/1.1 400 ").contains(quoted("{'error':'Unrecognized request format"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1]", "'text'", "1", "null", "true", "   "})
    void ofJsonNeedAnObject(String body) {
        assertThat(V1Errors.of(predict("echo", body), 400)).contains("expected a JSON object with instances or inputs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'instances':1}", "{'instances':{}}", "{'instances':null}", "{'instances':'a'}"})
    void ofJsonNeedAListOfInstances(String body) {
        assertThat(V1Errors.of(predict("echo", body), 400)).isEqualTo("Expected \"instances\" to be a list");
        assertThat(V1Errors.of(explain("echo", body), 400)).isEqualTo("Expected \"instances\" to be a list");
    }

    @Test
    void thatAreNotCompressedAsTheySayAreRejected() {
        assertThat(V1Errors.of(predict("echo", "\u001f\u008b not json", "Content-Encoding", "gzip"), 400))
                .startsWith("body: not valid gzip data");
    }

    /** An image may be one long string. */
    @Test
    void mayContainLongTexts() {
        String image = "x".repeat(30 * 1024 * 1024);

        HttpReply reply = predict("returning", "{'instances':['" + image + "'],'kind':'number'}");

        assertThat(reply.text()).isEqualTo("42");
    }

    @Test
    void withTooDeepJsonAreRejected() {
        V1Errors.of(predict("echo", "{'instances':" + "[".repeat(5000) + "]".repeat(5000) + "}"), 400);
    }
}
