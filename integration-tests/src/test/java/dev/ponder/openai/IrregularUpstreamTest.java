package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import dev.ponder.toolkit.answer.ReasoningText;
import io.quarkus.test.junit.QuarkusTest;

/** Answers whose form deviates from OpenAI's API are read the same without a strategy and with one, streamed and whole. */
@QuarkusTest
class IrregularUpstreamTest extends ServerTest {

    private static final String CALLS = "[{'index': 0, 'function': {'name': 'read', 'arguments': '{}'}},"
            + " {'index': 0, 'id': '', 'function': {'name': 'write', 'arguments': {}}},"
            + " {'id': 17, 'function': {'name': 'read', 'arguments': '{}'}}]";

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** Answers with this message, in the form that the call requests. */
    private static void answer(FakeCall call, String message, String reason) {
        if (call.streaming()) {
            call.head()
                    .chunk(json("data: {'choices': [{'index': 0, 'delta': " + message + ", 'finish_reason': '" + reason
                            + "'}]}\n\ndata: [DONE]\n\n"))
                    .end();
        } else {
            call.reply(200,
                    json("{'choices': [{'index': 0, 'message': " + message + ", 'finish_reason': '" + reason + "'}]}"),
                    Map.of());
        }
    }

    /** Calls tools if they are offered: stages before the last one may not offer them. */
    private static void callsTools(FakeCall call) {
        answer(call, call.json().has("tools")
                ? "{'content': null, 'tool_calls': " + CALLS + "}"
                : "{'content': 'It is 391.'}", "stop");
    }

    private static Map<Integer, String> names(HttpReply reply) {
        var names = new TreeMap<Integer, String>();
        reply.choices()
                .forEach(choice -> choice.at("/delta/tool_calls")
                        .forEach(call -> names.merge(call.path("index").asInt(),
                                call.path("id").asText("") + " " + call.at("/function/name").asText("")
                                        + call.at("/function/arguments").asText(""),
                                String::concat)));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "moa-", "bon-"})
    void toolCallsOfAStream(String prefix) {
        var model = model().plays(IrregularUpstreamTest::callsTools);
        var body = Chat.stream(prefix + model.name());
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "read");

        HttpReply reply = client.chat(body);

        assertThat(names(reply).values()).hasSize(3).doesNotHaveDuplicates()
                .anyMatch(call -> call.endsWith(" read{}")).anyMatch(call -> call.endsWith(" write{}"))
                .contains("17 read{}").noneMatch(call -> call.startsWith(" "));
        assertThat(reply.finishReasons(0)).containsExactly("tool_calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "moa-", "bon-"})
    void toolCallsOfACompletion(String prefix) {
        var model = model().plays(IrregularUpstreamTest::callsTools);
        var body = Chat.ask(prefix + model.name());
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name", "read");

        JsonNode choice = client.chat(body).json().path("choices").path(0);

        JsonNode calls = choice.at("/message/tool_calls");
        assertThat(calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.path("id").isTextual()).isTrue();
            assertThat(call.path("id").asText()).isNotBlank();
            assertThat(call.path("type").asText()).isEqualTo("function");
            assertThat(call.at("/function/arguments").textValue()).isEqualTo("{}");
        });
        assertThat(calls.path(2).path("id").asText()).isEqualTo("17");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    }

    @ParameterizedTest
    @CsvSource({"STOP,stop", "eos,stop", "'',stop", "max_tokens,length", "SAFETY,content_filter", "abort,error"})
    void finishReasonsOfStrategies(String reported, String expected) {
        var model = model().plays(call -> answer(call, "{'content': 'It is 391.'}", reported));

        assertThat(client.chat(Chat.stream("re2-" + model.name())).finishReasons(0)).containsExactly(expected);
        assertThat(client.chat(Chat.ask("re2-" + model.name())).json().at("/choices/0/finish_reason").asText())
                .isEqualTo(expected);
    }

    @Test
    void anUnknownFinishReasonIsForwardedWithoutAStrategy() {
        var model = model().plays(call -> answer(call, "{'content': 'It is 391.'}", "end_turn"));

        assertThat(client.chat(Chat.stream(model.name())).finishReasons(0)).containsExactly("end_turn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'content': 'Why.\\n</think>\\nIt is 391.'}", "{'content': '<think>Why.</think>It is 391.'}",
                    "{'content': 'It is 391.', 'reasoning': 'Why.'}", "{'content': 'It is 391.', 'thinking': 'Why.'}",
                    "{'content': [{'type': 'thinking', 'thinking': 'Why.'}, {'type': 'text', 'text': 'It is 391.'}]}"})
    void reasoningOfStrategies(String message) {
        var model = model().plays(call -> answer(call, message, "stop"));

        for (String strategy : List.of("re2", "bon", "moa", "majority_voting")) {
            JsonNode answer = client.chat(Chat.ask(strategy + "-" + model.name())).json().at("/choices/0/message");
            assertThat(answer.path("content").asText()).as(strategy).isEqualTo("It is 391.");
            assertThat(answer.path("reasoning_content").asText()).as(strategy).isEqualTo("Why.");
        }
        assertThat(model.calls()).noneMatch(call -> call.prompt().contains("Why."));
    }

    /** The reader of upstreams and the reader of votes separate the same answer. */
    @ParameterizedTest
    @ValueSource(strings = {"42", "<think>a</think>42", "\n<think>\na\n</think>\n\n42", "a</think>42",
            "a\n</think>\n\n42",
            "<THINK>a</Think>42", "<thought>a</thought>42", "a</thought>42", "<think>a<think>b</think>c</think>42",
            "<think>a</think>b</think>42", "<think>```\na</think>42", "Use `</think>` here.", "```\na</think>b\n```",
            "<think>a</think>```\n</think>\n```", "1 < 2 and 3 > 2"})
    void readersOfReasoningAgree(String text) {
        var model = model().plays(call -> call.completion(text));

        assertThat(client.chat(Chat.ask("re2-" + model.name())).content(0).strip())
                .isEqualTo(ReasoningText.split(text).answer().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'error': 'too long'}", "[{'error': {'message': 'too long'}}]",
            "{'errors': [{'message': 'too long'}]}",
            "{'detail': [{'msg': 'too long'}]}", "{'Message': 'too long'}", "{'fault': {'faultstring': 'too long'}}",
            "{'error': {'message': 'failed', 'metadata': {'raw': 'too long'}}}",
            "<html><body><h1>too long</h1></body></html>", "too long"})
    void wordsOfErrors(String body) {
        var model = model().plays(UpstreamScript.responds(400, json(body), Map.of()));

        for (String prefix : List.of("", "re2-", "bon-")) {
            HttpReply reply = client.chat(Chat.ask(prefix + model.name()));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).as(prefix).contains("too long");
            assertThat(client.chat(Chat.stream(prefix + model.name())).text()).as(prefix).contains("too long");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'code': 400, 'message': 'too long'}",
            "{'success': false, 'errors': [{'code': 400, 'message': 'too long'}]}",
            "{'object': 'error', 'message': 'too long', 'code': 400}",
            "{'error': {'message': 'too long', 'code': 400}}"})
    void errorsInsteadOfAnswers(String body) {
        var model = model().plays(call -> {
            if (call.streaming()) {
                call.head().chunk("data: " + json(body) + "\n\n").end();
            } else {
                call.reply(200, json(body), Map.of());
            }
        });

        for (String prefix : List.of("", "re2-")) {
            for (var request : List.of(Chat.ask(prefix + model.name()), Chat.stream(prefix + model.name()))) {
                HttpReply reply = client.chat(request);
                assertThat(reply.status()).as(reply.text()).isEqualTo(400);
                assertThat(reply.error().path("message").asText()).contains("too long");
            }
        }
    }

    @Test
    void usageOfARelayedStreamIsCountedAndForwardedOnlyIfAskedFor() {
        var model = model().plays(UpstreamScript.answers("391"));
        double before = inputTokens();

        HttpReply reply = client.chat(Chat.stream(model.name()));

        assertThat(reply.text()).doesNotContain("\"usage\":{");
        assertThat(model.next().json().at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(inputTokens()).isGreaterThan(before);
        assertThat(client.chat(Chat.streamWithUsage(model.name())).text()).contains("\"usage\":{");
    }

    @Test
    void aModelThatRejectsTheQuestionForUsageIsNotAskedAgain() {
        var model = model().plays(call -> {
            if (call.json().has("stream_options")) {
                call.reply(422, json("{'detail': [{'loc': ['body', 'stream_options'], 'msg': 'extra'}]}"), Map.of());
            } else {
                call.begin().say("391").finish("stop");
            }
        });

        assertThat(client.chat(Chat.stream(model.name())).content(0)).isEqualTo("391");
        assertThat(client.chat(Chat.stream(model.name())).content(0)).isEqualTo("391");
        assertThat(model.calls()).hasSize(3);
        assertThat(client.chat(Chat.streamWithUsage(model.name())).status()).isEqualTo(422);
    }

    @Test
    void numbersThatAreNotFinite() {
        String body = json(
                "{'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': '391'}, 'finish_reason': 'stop',"
                        + " 'logprobs': {'content': [{'token': '391', 'logprob': -Infinity, 'top_logprobs': [{'logprob': NaN}]}]}}],"
                        + " 'id': 'c', 'object': 'chat.completion', 'created': 1, 'model': 'm'}");
        var model = model().plays(UpstreamScript.responds(200, body, Map.of()));

        assertThat(client.chat(Chat.ask(model.name())).text()).isEqualTo(body);
        HttpReply reply = client.chat(Chat.ask("re2-" + model.name()));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/choices/0/logprobs/content/0/logprob").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'model': 'none-%s', %s}", "{'model': '%s', 'ponder': {'strategy': 'none'}, %s}",
            "{'model': 're2-%s', %s}"})
    void halfOfASurrogatePairInAPrompt(String body) {
        var model = model().plays(UpstreamScript.answers("391"));

        client.chat(json(body.formatted(model.name(), "'messages': [{'role': 'user', 'content': 'cut \\ud83d'}]")));

        assertThat(new String(model.next().bytes(), java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("cut ?")
                .containsPattern("(?i)cut (\\\\ud83d|\\ufffd)");
    }

    @Test
    void aRelayedErrorIsAnErrorInTheMeter() {
        var model = model().plays(UpstreamScript.responds(500, "{}", Map.of()));
        double before = ok();

        client.chat(Chat.ask(model.name()));

        assertThat(ok()).isEqualTo(before);
    }

    private static double ok() {
        return sum(
                "gen_ai_client_inference_duration_seconds_count{gen_ai_operation_name=\"chat\",outcome=\"ok\",upstream=\"default\"}");
    }

    private static double inputTokens() {
        return sum("gen_ai_client_inference_usage_input_tokens_total{upstream=\"default\"}");
    }

    private static double sum(String meter) {
        return ServerMetrics.all().lines().filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }
}
