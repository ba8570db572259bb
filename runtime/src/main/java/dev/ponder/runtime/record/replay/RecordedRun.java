package dev.ponder.runtime.record.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.record.json.ChatJson;

/**
 * A line of a record file.
 *
 * @param json the whole record
 */
public record RecordedRun(JsonNode json) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int VERSION = 1;

    /** The records of a file, in order. Throws an {@link IllegalArgumentException} for a line that is not one. */
    public static List<RecordedRun> read(Path file) throws IOException {
        var runs = new ArrayList<RecordedRun>();
        try (Stream<String> lines = Files.lines(file)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                if (!line.isBlank()) {
                    runs.add(parse(line, file + ", line " + number));
                }
            }
        }
        return runs;
    }

    private static RecordedRun parse(String line, String place) {
        try {
            return new RecordedRun(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + ": no JSON object (expected a line that ponder.record wrote)",
                    e);
        }
    }

    /** Its id, {@code request_id}. */
    public String id() {
        return json.path("request_id").asText();
    }

    /** Whether this is its id, or the {@code x-request-id} of its HTTP request. */
    public boolean named(String name) {
        return id().equals(name) || json.path("x_request_id").asText().equals(name);
    }

    /** The strategy expression. */
    public String expression() {
        return json.path("approach").asText();
    }

    /** The settings of its strategies when it was recorded, by property name. */
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        json.path("replay").path("settings").properties()
                .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }

    /** Why it cannot be replayed; empty if it can. */
    public Optional<String> obstacle() {
        if (json.path("relayed").asBoolean()) {
            return Optional.of("it was relayed without a strategy, so its texts were not recorded (see"
                    + " ponder.record.plain-texts)");
        }
        if (json.path("confidential").asBoolean()) {
            return Optional.of("a strategy of it is confidential, so its texts were not recorded");
        }
        if (json.path("truncated").asBoolean()) {
            return Optional.of("texts were left out when it was recorded (see ponder.record.max-size and"
                    + " ponder.record.max-memory)");
        }
        String status = json.path("status").asText();
        if (status.equals("cancelled") || status.equals("unfinished")) {
            return Optional.of("it has no result: " + json.path("error").asText());
        }
        if (!inputs().isObject()) {
            return Optional.of("it has no member 'replay' (expected a record that ponder.record wrote)");
        }
        int version = inputs().path("version").asInt();
        return version == VERSION
                ? Optional.empty()
                : Optional.of("its version is " + version + " (expected " + VERSION + ")");
    }

    JsonNode inputs() {
        return json.path("replay");
    }

    Instant started() {
        return Instant.parse(json.path("timestamp").asText());
    }

    Instant ended() {
        return started().plus(Duration.ofMillis(json.path("total_duration_ms").asLong()));
    }

    boolean streamed() {
        return json.path("stream").asBoolean();
    }

    int choices() {
        return inputs().path("choices").asInt(1);
    }

    List<ChatRequest> prompts() {
        JsonNode request = json.path("client_request");
        Map<String, JsonNode> parameters = ChatJson.members(request);
        List.of("model", "stream", "messages", "n", "further_messages").forEach(parameters::remove);
        var prompts = new ArrayList<ChatRequest>();
        Conversation first = ChatJson.conversation(request.path("messages"));
        prompts.add(new ChatRequest(request.path("model").asText(), first, parameters));
        request.path("further_messages").forEach(messages -> prompts
                .add(new ChatRequest(request.path("model").asText(), ChatJson.conversation(messages), parameters)));
        return prompts;
    }

    List<JsonNode> calls() {
        var calls = new ArrayList<JsonNode>();
        json.path("provider_calls").forEach(calls::add);
        return calls;
    }

    List<JsonNode> stages() {
        var stages = new ArrayList<JsonNode>();
        json.path("stages").forEach(stages::add);
        return stages;
    }

    /** The choices of the answer, in the order of their indexes. */
    List<JsonNode> answer() {
        var choices = new ArrayList<JsonNode>();
        json.path("final_response").path("choices").forEach(choices::add);
        choices.sort(java.util.Comparator.comparing(choice -> choice.path("index").asInt()));
        return choices;
    }

    /** The error code of a request that failed; empty if it did not. */
    String errorCode() {
        return json.path("error_code").asText();
    }
}
