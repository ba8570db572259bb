package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Bodies with a {@code Content-Encoding} are decoded by every endpoint, or refused. */
@QuarkusTest
class CompressedBodyTest extends ServerTest {

    private static final String TENSOR = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1]";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "identity", "deflate, gzip", "gzip, gzip"})
    void areDecodedForChat(String coding) {
        for (String strategy : new String[]{"none", "re2"}) {
            var model = model().plays(UpstreamScript.answers("It is 391."));
            HttpResponse<String> reply = post("/v1/chat/completions", encoded(coding, Chat.ask(model.name())),
                    "Content-Encoding", coding, "X-Ponder-Strategy", strategy);

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body()).contains("It is 391.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/v1/models/echo:predict|{\"instances\":[[1,2]]}|[[1,2]]",
            "/v2/models/echo/infer|{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1.5]}]}|1.5",
            "/v1/models/echo:predict|{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\","
                    + "\"time\":\"2026-01-01T00:00:00Z\",\"data\":{\"instances\":[7]}}|7",
            "/v2/repository/index|{\"ready\":true}|READY"})
    void areDecodedForKServe(String path, String json, String expected) {
        for (String coding : new String[]{"gzip", "deflate"}) {
            HttpResponse<String> reply = post(path, encoded(coding, json), "Content-Encoding", coding, "Content-Type",
                    "application/json");

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.body().replace(" ", "")).contains(expected);
        }
    }

    @Test
    void areDecodedForGenerateAndBinaryTensors() {
        upstream.named("v1-plain").plays(UpstreamScript.answers("It is 391."));
        assertThat(post("/v2/models/plain/generate", encoded("gzip", "{\"text_input\":\"17*23?\"}"),
                "Content-Encoding", "gzip").body()).contains("It is 391.");

        byte[] head = (TENSOR + ",\"parameters\":{\"binary_data_size\":4}}]}").getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + 4);
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putFloat(head.length, 1.5f);
        assertThat(post("/v2/models/echo/infer", encoded("gzip", body), "Content-Encoding", "gzip",
                "Inference-Header-Content-Length", String.valueOf(head.length)).body()).contains("1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/rerank",
            "/v1/models/echo:predict", "/v2/models/echo/infer", "/v2/models/plain/generate"})
    void areRefusedWhenTheyCannotBeDecoded(String path) {
        for (String coding : new String[]{"br", "zstd", "gzip, br"}) {
            HttpResponse<String> other = post(path, encoded("identity", "{}"), "Content-Encoding", coding);
            assertThat(other.statusCode()).isEqualTo(415);
            assertThat(other.headers().firstValue("Accept-Encoding")).contains("gzip, deflate");
            assertThat(other.body()).contains("Content-Encoding", "is not supported");
        }
        byte[] whole = encoded("gzip", "{\"model\":\"m\"}");
        HttpResponse<String> truncated = post(path, Arrays.copyOf(whole, whole.length - 9), "Content-Encoding", "gzip");
        assertThat(truncated.statusCode()).isEqualTo(400);
        assertThat(truncated.body()).contains("not valid gzip data", "ends early");
        HttpResponse<String> plain = post(path, encoded("identity", "{\"model\":\"m\"}"), "Content-Encoding", "gzip");
        assertThat(plain.statusCode()).isEqualTo(400);
        assertThat(plain.body()).contains("not valid gzip data", "Not in GZIP format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "gzip, gzip"})
    void areLimitedByTheirDecodedSize(String coding) {
        byte[] spaces = new byte[65 * 1024 * 1024];
        Arrays.fill(spaces, (byte) ' ');

        HttpResponse<String> reply = post("/v1/chat/completions", encoded(coding, spaces), "Content-Encoding", coding);

        assertThat(reply.statusCode()).isEqualTo(413);
        assertThat(reply.body()).contains("when decoded", "ponder.limits.max-body-size");
    }

    @Test
    void mayBeLarge() {
        var model = model().plays(UpstreamScript.answers("It is 391."));
        String json = Chat.ask(model.name()).toString();
        byte[] body = encoded("gzip", json + " ".repeat(20_000_000));

        assertThat(post("/v1/chat/completions", body, "Content-Encoding", "gzip").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) {
        try {
            return http.send(HttpRequest.newBuilder(server.resolve(path)).headers(headers)
                    .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(String codings, Object text) {
        byte[] body = text instanceof byte[] bytes ? bytes : text.toString().getBytes(StandardCharsets.UTF_8);
        for (String coding : codings.toLowerCase().split(", ")) {
            var bytes = new ByteArrayOutputStream();
            try (OutputStream out = switch (coding) {
                case "identity" -> bytes;
                case "deflate" -> new DeflaterOutputStream(bytes);
                default -> new GZIPOutputStream(bytes);
            }) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            body = bytes.toByteArray();
        }
        return body;
    }
}
