package dev.ponder.kserve.v2.infer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

/** A stream that a model returns for tensors is a streamed response. */
@QuarkusTest
class InferStreamTest extends V2Test {

    private static final String BODY = """
            {"id": "42", "parameters": {"fail": "%s"},
             "inputs": [{"name": "x", "datatype": "INT8", "shape": [1], "data": [1]}]}""";

    @Test
    void hasALineForEachResponse() {
        HttpReply reply = infer("v2-stream", BODY.formatted(""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(reply.text()).isEqualTo(line("s0") + line("s1") + line("s2"));
    }

    @Test
    void hasAnEventForEachResponseWhereEventsAreAccepted() {
        HttpReply reply = infer("v2-stream", BODY.formatted(""), "Accept", "text/event-stream");

        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("Cache-Control")).contains("no-cache");
        assertThat(reply.text()).isEqualTo("data: " + line("s0") + "\ndata: " + line("s1") + "\ndata: " + line("s2")
                + "\n");
    }

    @Test
    void hasTheStatusOfAnErrorBeforeTheFirstItem() {
        assertThat(V2Errors.of(infer("v2-stream", BODY.formatted("first")), 400)).isEqualTo("no step at all");
        assertThat(V2Errors.of(infer("v2-stream", BODY.formatted("first"), "Accept", "text/event-stream"), 400))
                .isEqualTo("no step at all");
    }

    @Test
    void endsWithAnErrorThatOccursMidStream() {
        HttpReply events = infer("v2-stream", BODY.formatted("second"), "Accept", "text/event-stream");
        HttpReply lines = infer("v2-stream", BODY.formatted("second"), "Accept", "application/x-ndjson");

        assertThat(events.text()).startsWith("data: " + line("s0"))
                .endsWith("event: error\ndata: {\"error\":\"the second step broke\"}\n\n");
        assertThat(lines.text()).isEqualTo(line("s0") + "{\"error\":\"the second step broke\"}\n");
    }

    /** Each line is one chunk; only the last chunk distinguishes a complete stream from a truncated one. */
    @Test
    void endsWithTheLastChunk() {
        try (var client = new RawHttpClient(server)) {
            String reply = client.post("/v2/models/v2-stream/infer", BODY.formatted(""), "Connection: close")
                    .readToEnd();
            assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("transfer-encoding: chunked\r\n")
                    .endsWith("\r\n\r\n" + chunk("s0") + chunk("s1") + chunk("s2") + "0\r\n\r\n");
        }
    }

    @Test
    void ofTextsAreTexts() {
        assertThat(infer("stream", BODY.formatted("")).text()).isEqualTo("chunk0\nchunk1\nchunk2\nchunk3\n");
        assertThat(infer("poststream", BODY.formatted("")).text()).isEqualTo("p0p1p2");
    }

    private static String chunk(String step) {
        return Integer.toHexString(line(step).length()) + "\r\n" + line(step) + "\r\n";
    }

    private static String line(String step) {
        return "{\"model_name\":\"v2-stream\",\"id\":\"42\",\"outputs\":[{\"name\":\"step\",\"shape\":[1],"
                + "\"datatype\":\"BYTES\",\"data\":[\"" + step + "\"]}]}\n";
    }
}
