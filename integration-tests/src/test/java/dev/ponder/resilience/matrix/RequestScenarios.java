package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Call;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.ChatJson;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;


/** A client whose request is unusual, or wrong. */
final class RequestScenarios {

    private static final String THREE_MEGABYTES = "word ".repeat(3 * 1024 * 1024 / 5);
    private static final String REFUSED = "400 invalid_request_error";

    private RequestScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(conversations(), mistakes())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> conversations() {
        return List.of(
                Scenario.named("unknown fields")
                        .asks(body -> body.put("top_k", 40).putObject("chat_template_kwargs").put("thinking", false))
                        .check(RequestScenarios::sawUnknownFields)
                        .everywhere("answer"),
                Scenario.named("`content: null`").asks(body -> messages(body, """
                        [{"role": "user", "content": "What is 17*23?"},
                         {"role": "assistant", "content": null, "refusal": "no"},
                         {"role": "user", "content": "Please."}]"""))
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"),
                Scenario.named("`content` missing").asks(body -> messages(body, """
                        [{"role": "user", "content": "What is 17*23?"},
                         {"role": "assistant", "refusal": "no"},
                         {"role": "user", "content": "Please."}]"""))
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"),
                Scenario.named("image parts").asks(body -> messages(body, """
                        [{"role": "user", "content": [{"type": "text", "text": "What is this?"},
                          {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA", "detail": "low"}}]}]
                        """))
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"),
                Scenario.named("two system messages").asks(body -> messages(body, """
                        [{"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be right."},
                         {"role": "user", "content": "What is 17*23?"}]"""))
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"),
                Scenario.named("a developer message").asks(body -> messages(body, """
                        [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "What is 17*23?"}]
                        """))
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"),
                Scenario.named("a prompt of 3 MB").asks(body -> messages(body,
                        "[{\"role\": \"user\", \"content\": \"" + THREE_MEGABYTES + "\"}]")).heavy()
                        .check(RequestScenarios::sawTheMessages)
                        .everywhere("answer"));
    }

    private static List<Scenario> mistakes() {
        return List.of(
                Scenario.named("malformed JSON")
                        .sends(ask -> new RawRequest(ask.version(), ask.headers(), ask.body().replace("}]", "}")))
                        .check(RequestScenarios::madeNoCall)
                        .everywhere(REFUSED),
                Scenario.named("wrong types").asks(body -> body.put("temperature", "hot"))
                        .check(RequestScenarios::madeNoCall)
                        .everywhere(REFUSED),
                Scenario.named("empty `messages`").asks(body -> body.putArray("messages"))
                        .check(RequestScenarios::madeNoCall)
                        .everywhere(REFUSED));
    }

    private static void messages(ObjectNode body, String messages) {
        body.set("messages", ChatJson.parse(messages.getBytes(StandardCharsets.UTF_8)));
    }

    private static void madeNoCall(ScenarioRun cell, HttpReply reply) {
        assertThat(cell.model().calls()).isEmpty();
    }

    private static void sawUnknownFields(ScenarioRun cell, HttpReply reply) {
        JsonNode sent = answering(cell).json();
        assertThat(sent.path("top_k").asInt()).isEqualTo(40);
        assertThat(sent.path("chat_template_kwargs")).hasToString("{\"thinking\":false}");
    }

    /** The call that writes the answer has each message with its role and all that is in it, in order. */
    private static void sawTheMessages(ScenarioRun cell, HttpReply reply) {
        List<JsonNode> wanted = list(ChatJson.parse(cell.ask().body().getBytes(StandardCharsets.UTF_8)));
        List<JsonNode> sent = list(answering(cell).json());
        int surplus = sent.size() - wanted.size();
        assertThat(surplus).as("messages of our own").isBetween(0, 1);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(withoutOurs(sent.get(i + surplus), wanted.get(i))).hasToString(wanted.get(i).toString());
        }
    }

    /** Instructions may have more behind them; nothing else may differ. */
    private static JsonNode withoutOurs(JsonNode sent, JsonNode wanted) {
        String text = wanted.path("content").asText();
        boolean instructs = wanted.path("role").asText().matches("system|developer");
        return instructs && sent.path("content").asText().startsWith(text)
                ? ((ObjectNode) sent.deepCopy()).put("content", text)
                : sent;
    }

    /** In any strategy that streams, the last call; one that is emulated shows the first of its candidates. */
    private static Call answering(ScenarioRun cell) {
        List<Call> calls = cell.model().calls();
        return cell.column().delivery() == AnswerPath.NATIVE ? calls.get(calls.size() - 1) : calls.get(0);
    }

    private static List<JsonNode> list(JsonNode body) {
        return StreamSupport.stream(body.path("messages").spliterator(), false).toList();
    }
}
