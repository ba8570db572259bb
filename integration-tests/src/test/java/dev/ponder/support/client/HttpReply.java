package dev.ponder.support.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.upstream.ChatJson;

/** A whole response. */
public record HttpReply(int status, HttpHeaders headers, byte[] bytes) {

    static HttpReply of(HttpResponse<byte[]> response) {
        return new HttpReply(response.statusCode(), response.headers(), response.body());
    }

    /** A response of status 200 with this event stream as its body. */
    public static HttpReply ofStream(String text) {
        var headers = HttpHeaders.of(Map.of("Content-Type", List.of("text/event-stream")), (name, value) -> true);
        return new HttpReply(200, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return ChatJson.parse(bytes);
    }

    public JsonNode error() {
        return json().path("error");
    }

    /** The value of a header; empty if it is missing. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The data of its events, including the end mark. */
    public List<String> events() {
        return text().lines().filter(line -> line.startsWith("data: ")).map(line -> line.substring("data: ".length()))
                .toList();
    }

    /** Its events without the end mark, as JSON. */
    public List<JsonNode> chunks() {
        return events().stream().filter(event -> !event.equals("[DONE]"))
                .map(event -> ChatJson.parse(event.getBytes(StandardCharsets.UTF_8))).toList();
    }

    /** The first choice of each chunk, in order. */
    public Stream<JsonNode> choices() {
        return chunks().stream().flatMap(chunk -> Stream.ofNullable(chunk.path("choices").get(0)));
    }

    /** The text of a choice, from a stream or from a whole response. */
    public String content(int choice) {
        if (!header("Content-Type").startsWith("text/event-stream")) {
            return json().path("choices").path(choice).path("message").path("content").asText();
        }
        return choices().filter(part -> part.path("index").asInt() == choice)
                .map(part -> part.path("delta").path("content").asText("")).collect(Collectors.joining());
    }

    /** The text of a choice of a text completion, from a stream or from a whole response. */
    public String completion(int choice) {
        Stream<JsonNode> parts = header("Content-Type").startsWith("text/event-stream")
                ? choices()
                : json().path("choices").valueStream();
        return parts.filter(part -> part.path("index").asInt() == choice)
                .map(part -> part.path("text").asText()).collect(Collectors.joining());
    }

    /** The finish reasons of a choice; a complete choice has one. */
    public List<String> finishReasons(int choice) {
        return choices().filter(part -> part.path("index").asInt() == choice)
                .map(part -> part.path("finish_reason").textValue()).filter(Objects::nonNull).toList();
    }
}
