package dev.ponder.kserve.v2.infer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;

/**
 * A request body of JSON followed by binary data.
 *
 * @param headerLength the value of the header with the length of the JSON; null sends no header
 */
public record BinaryBody(byte[] bytes, String headerLength) {

    public static final String HEADER = "Inference-Header-Content-Length";

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A body of JSON and of data in hexadecimal digits. */
    public static BinaryBody of(String json, String data) {
        byte[] head = json.getBytes(StandardCharsets.UTF_8);
        var all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(HexFormat.of().parseHex(data));
        return new BinaryBody(all.toByteArray(), Integer.toString(head.length));
    }

    /** A body with one input. */
    public static BinaryBody ofInput(String datatype, String shape, String data) {
        return of("{\"inputs\":[{\"name\":\"x\",\"datatype\":\"" + datatype + "\",\"shape\":" + shape
                + ",\"parameters\":{\"binary_data_size\":" + data.length() / 2 + "}}]}", data);
    }

    /** Returns this body with another header value. */
    public BinaryBody withHeaderLength(String length) {
        return new BinaryBody(bytes, length);
    }

    public HttpReply postTo(URI server, String path) {
        return postTo(server, path, "application/octet-stream");
    }

    public HttpReply postTo(URI server, String path, String type) {
        var request = HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(bytes));
        if (headerLength != null) {
            request.header(HEADER, headerLength);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new HttpReply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The JSON of a reply; without the header the whole body. */
    public static JsonNode head(HttpReply reply) {
        return ChatJson.parse(Arrays.copyOf(reply.bytes(), headLength(reply)));
    }

    /** The binary data of a reply in hexadecimal digits. */
    public static String data(HttpReply reply) {
        return HexFormat.of().formatHex(reply.bytes(), headLength(reply), reply.bytes().length);
    }

    private static int headLength(HttpReply reply) {
        String length = reply.header(HEADER);
        return length.isEmpty() ? reply.bytes().length : Integer.parseInt(length);
    }
}
