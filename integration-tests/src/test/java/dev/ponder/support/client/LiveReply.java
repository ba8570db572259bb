package dev.ponder.support.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.upstream.ChatJson;

/** A response that is read while the server writes it. */
public final class LiveReply implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    LiveReply(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public int status() {
        return response.statusCode();
    }

    /** The value of a header; empty if it is missing. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Waits for the next chunk with content; returns the content. */
    public String nextContent() {
        while (true) {
            String content = next().path("choices").path(0).path("delta").path("content").asText("");
            if (!content.isEmpty()) {
                return content;
            }
        }
    }

    /** Waits for the next line. */
    public String nextLine() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all remaining lines. */
    public String rest() {
        return lines.lines().map(line -> line + "\n").collect(Collectors.joining());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Waits for the next chunk. */
    public JsonNode next() {
        for (String line = nextLine(); line != null; line = nextLine()) {
            if (line.startsWith("data: {")) {
                return ChatJson.parse(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
            }
        }
        throw new AssertionError("the stream ended");
    }
}
