package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;

/** The client sends an unusual or an invalid request. */
final class RequestScenarios {

    private static final String THREE_MEGABYTES = "word ".repeat(3 * 1024 * 1024 / 5);
    private static final String REJECTED = "400 invalid_request_error";

    private RequestScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(unusualRequests(), invalidRequests())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> unusualRequests() {
        return List.of(
                Scenario.named("unknown fields")
                        .body(body -> body.put("top_k", 40).putObject("chat_template_kwargs").put("thinking", false))
                        .check(RequestScenarios::forwardsUnknownFields)
                        .everywhere("answer"),
                Scenario.named("`content: null`").body(body -> messages(body, """
                        [{"role": "user", "content": "What is 17*23?"},
                         {"role": "assistant", "content": null, "refusal": "no"},
                         {"role": "user", "content": "Please."}]"""))
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"),
                Scenario.named("`content` missing").body(body -> messages(body, """
                        [{"role": "user", "content": "What is 17*23?"},
                         {"role": "assistant", "refusal": "no"},
                         {"role": "user", "content": "Please."}]"""))
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"),
                Scenario.named("image parts").body(body -> messages(body, """
                        [{"role": "user", "content": [{"type": "text", "text": "What is this?"},
                          {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}]}]
                        """))
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"),
                Scenario.named("two system messages").body(body -> messages(body, """
                        [{"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be right."},
                         {"role": "user", "content": "What is 17*23?"}]"""))
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"),
                Scenario.named("a developer message").body(body -> messages(body, """
                        [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "What is 17*23?"}]
                        """))
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"),
                Scenario.named("a prompt of 3 MB").body(body -> messages(body,
                        "[{\"role\": \"user\", \"content\": \"" + THREE_MEGABYTES + "\"}]")).heavy()
                        .check(RequestScenarios::forwardsTheMessages)
                        .everywhere("answer"));
    }

    private static List<Scenario> invalidRequests() {
        return List.of(
                Scenario.named("malformed JSON")
                        .request(sent -> new RawRequest(sent.version(), sent.headers(), sent.body().replace("}]", "}")))
                        .check(RequestScenarios::makesNoCall)
                        .everywhere(REJECTED),
                Scenario.named("wrong types").body(body -> body.put("temperature", "hot"))
                        .check(RequestScenarios::makesNoCall)
                        .everywhere(REJECTED),
                Scenario.named("asks for audio").body(body -> body.putArray("modalities").add("text").add("audio"))
                        .both("answer", REJECTED, REJECTED),
                Scenario.named("an unknown content coding").request(sent -> sent.with("Content-Encoding", "br"))
                        .check(RequestScenarios::makesNoCall)
                        .everywhere("415 unsupported_media_type"),
                Scenario.named("empty `messages`").body(body -> body.putArray("messages"))
                        .check(RequestScenarios::makesNoCall)
                        .everywhere(REJECTED));
    }

    private static void messages(ObjectNode body, String messages) {
        body.set("messages", ChatJson.parse(messages.getBytes(StandardCharsets.UTF_8)));
    }

    private static void makesNoCall(ScenarioRun run, HttpReply reply) {
        assertThat(run.model().calls()).isEmpty();
    }

    private static void forwardsUnknownFields(ScenarioRun run, HttpReply reply) {
        JsonNode sent = answering(run).json();
        assertThat(sent.path("top_k").asInt()).isEqualTo(40);
        assertThat(sent.path("chat_template_kwargs")).hasToString("{\"thinking\":false}");
    }

    /** The call that writes the answer has every message of the client, unchanged and in order. */
    private static void forwardsTheMessages(ScenarioRun run, HttpReply reply) {
        List<JsonNode> wanted = list(ChatJson.parse(run.request().body().getBytes(StandardCharsets.UTF_8)));
        List<JsonNode> sent = list(answering(run).json());
        int surplus = sent.size() - wanted.size();
        assertThat(surplus).as("messages that Ponder adds").isBetween(0, 1);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(withoutAddedText(sent.get(i + surplus), wanted.get(i))).hasToString(wanted.get(i).toString());
        }
    }

    /** A strategy may append text to instructions; nothing else may differ. */
    private static JsonNode withoutAddedText(JsonNode sent, JsonNode wanted) {
        String text = wanted.path("content").asText();
        boolean instructs = wanted.path("role").asText().matches("system|developer");
        return instructs && sent.path("content").asText().startsWith(text)
                ? ((ObjectNode) sent.deepCopy()).put("content", text)
                : sent;
    }

    /** The last call of a strategy that streams; the first candidate of an emulated one. */
    private static FakeCall answering(ScenarioRun run) {
        List<FakeCall> calls = run.model().calls();
        return run.mode().path() == AnswerPath.NATIVE ? run.model().lastCall() : calls.get(0);
    }

    private static List<JsonNode> list(JsonNode body) {
        return StreamSupport.stream(body.path("messages").spliterator(), false).toList();
    }
}
