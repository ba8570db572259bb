package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Members of an upstream's answer that Ponder does not read reach the client, whole and streamed, with every strategy. */
@QuarkusTest
class AnswerMembersTest extends ServerTest {

    private static JsonNode json(String text) {
        return ChatJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Sends this message, or its deltas; {@code reply} is added to the completion and to each chunk. */
    private static UpstreamScript answer(String message, String finish, String reply, String... deltas) {
        return call -> {
            String envelope = "'id':'up','created':1,'model':'m'" + reply;
            if (call.streaming()) {
                call.begin();
                Stream.of(deltas).forEach(delta -> call.chunk("data: " + ("{" + envelope
                        + ",'object':'chat.completion.chunk','choices':[{'index':0,'delta':" + delta
                        + ",'finish_reason':null}]}").replace('\'', '"') + "\n\n"));
                call.finish(finish);
            } else {
                call.json(json("{"
                        + envelope + ",'object':'chat.completion','choices':[" + Stream.iterate(0, i -> i + 1)
                                .limit(call.choices())
                                .map(i -> "{'index':" + i + ",'message':" + message + ",'finish_reason':'"
                                        + finish + "'}")
                                .reduce((a, b) -> a + "," + b).orElseThrow()
                        + "],'usage':{'prompt_tokens':1,'completion_tokens':1,'total_tokens':2}}"));
            }
        };
    }

    private HttpReply ask(String strategy, FakeModel model, boolean stream, ObjectNode body) {
        body.put("model", model.name()).put("stream", stream);
        return client.chat(body, "X-Ponder-Strategy", strategy);
    }

    private static ObjectNode offering(String tools) {
        return Chat.ask("").set("tools", json(tools));
    }

    private static final String FUNCTION = "[{'type':'function','function':{'name':'f','parameters':{}}}]";

    private static List<JsonNode> deltas(HttpReply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.choices().map(choice -> choice.path("delta")).toList();
    }

    private static JsonNode message(HttpReply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().at("/choices/0/message");
    }

    /** The first value of a member in any delta. */
    private static JsonNode first(List<JsonNode> deltas, String pointer) {
        return deltas.stream().map(delta -> delta.at(pointer)).filter(node -> !node.isMissingNode()).findFirst()
                .orElseThrow(() -> new AssertionError(pointer + " is missing in " + deltas));
    }

    private static String joined(List<JsonNode> deltas, String pointer) {
        return deltas.stream().map(delta -> delta.at(pointer).asText("")).reduce("", String::concat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void aSignatureOfACallIsKept(String strategy) {
        String call = "'id':'fc1','type':'function','function':{'name':'f','arguments':'{}'},"
                + "'extra_content':{'google':{'thought_signature':'SIG=='}}";
        var model = model()
                .plays(answer("{'role':'assistant','content':null,'tool_calls':[{" + call + "}]}", "tool_calls", "",
                        "{'tool_calls':[{'index':0," + call + "}]}"));

        assertThat(message(ask(strategy, model, false, offering(FUNCTION))).at("/tool_calls/0"))
                .isEqualTo(json("{" + call + "}"));
        assertThat(first(deltas(ask(strategy, model, true, offering(FUNCTION))), "/tool_calls/0"))
                .isEqualTo(json("{'index':0," + call + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void aCustomCallIsKept(String strategy) {
        String call = "{'id':'c','type':'custom','custom':{'name':'run_sql','input':'SELECT 1;'}}";
        var model = model()
                .plays(answer("{'role':'assistant','content':null,'tool_calls':[" + call + "]}", "tool_calls", "",
                        "{'tool_calls':[{'index':0,'id':'c','type':'custom','custom':{'name':'run_sql','input':''}}]}",
                        "{'tool_calls':[{'index':0,'custom':{'input':'SELECT '}}]}",
                        "{'tool_calls':[{'index':0,'custom':{'input':'1;'}}]}"));
        String tools = "[{'type':'custom','custom':{'name':'run_sql'}}]";

        assertThat(message(ask(strategy, model, false, offering(tools))).path("tool_calls"))
                .isEqualTo(json("[" + call + "]"));
        List<JsonNode> deltas = deltas(ask(strategy, model, true, offering(tools)));
        assertThat(first(deltas, "/tool_calls/0/type").asText()).isEqualTo("custom");
        assertThat(first(deltas, "/tool_calls/0/custom/name").asText()).isEqualTo("run_sql");
        assertThat(joined(deltas, "/tool_calls/0/custom/input")).isEqualTo("SELECT 1;");
        assertThat(deltas).noneMatch(delta -> delta.at("/tool_calls/0").has("function"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void aLegacyFunctionCallIsKept(String strategy) {
        var model = model()
                .plays(answer("{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}}",
                        "function_call", "", "{'content':null,'function_call':{'name':'f','arguments':''}}",
                        "{'function_call':{'arguments':'{}'}}"));
        ObjectNode body = Chat.ask("").set("functions", json("[{'name':'f','parameters':{}}]"));

        HttpReply whole = ask(strategy, model, false, body.deepCopy());
        assertThat(message(whole).path("function_call")).isEqualTo(json("{'name':'f','arguments':'{}'}"));
        assertThat(message(whole).has("tool_calls")).isFalse();
        assertThat(whole.json().at("/choices/0/finish_reason").asText()).isEqualTo("function_call");
        HttpReply stream = ask(strategy, model, true, body.deepCopy());
        assertThat(joined(deltas(stream), "/function_call/arguments")).isEqualTo("{}");
        assertThat(first(deltas(stream), "/function_call/name").asText()).isEqualTo("f");
        assertThat(stream.choices().map(choice -> choice.path("finish_reason").asText("")).toList())
                .contains("function_call");
    }

    private static final String AUDIO = "{'id':'a1','data':'UklGRg==','expires_at':9,'transcript':'42'}";

    private static UpstreamScript audio() {
        return answer("{'role':'assistant','content':null,'audio':" + AUDIO + "}", "stop", "",
                "{'audio':{'id':'a1','transcript':'42'}}", "{'audio':{'data':'UklG'}}",
                "{'audio':{'data':'Rg==','expires_at':9}}");
    }

    private static ObjectNode speaking() {
        ObjectNode body = Chat.ask("");
        body.set("modalities", json("['text','audio']"));
        return body.set("audio", json("{'voice':'alloy','format':'pcm16'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2"})
    void audioIsKept(String strategy) {
        var model = model().plays(audio());

        assertThat(message(ask(strategy, model, false, speaking())).path("audio")).isEqualTo(json(AUDIO));
        List<JsonNode> deltas = deltas(ask(strategy, model, true, speaking()));
        assertThat(joined(deltas, "/audio/data")).isEqualTo("UklGRg==");
        assertThat(joined(deltas, "/audio/transcript")).isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource({"bon,true", "bon,false", "moa,true", "moa,false", "majority_voting,false", "self_consistency,false",
            "cot_reflection,true", "re2&bon,false", "re2|majority_voting,false"})
    void audioIsRefusedByStrategiesThatReadTexts(String strategy, boolean stream) {
        var model = model().plays(audio());

        HttpReply reply = ask(strategy, model, stream, speaking());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("param").asText()).isEqualTo("modalities");
        assertThat(model.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', quoteCharacter = '"',
            value = {"modalities=['image','text']", "audio={'voice':'alloy'}"})
    void otherModalitiesAreRefusedToo(String member, String value) {
        ObjectNode body = Chat.ask("");
        body.set(member, json(value));
        var model = model().plays(audio());

        HttpReply reply = ask("bon", model, false, body);

        assertThat(reply.status()).as(value).isEqualTo(400);
        assertThat(reply.error().path("param").asText()).isEqualTo(member);
    }

    @Test
    void aTextModalityIsNotRefused() {
        var model = model().plays(UpstreamScript.answers("42"));

        assertThat(ask("majority_voting", model, false, Chat.ask("").set("modalities", json("['text']"))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void imagesAreKept(String strategy) {
        String images = "[{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'},'index':0}]";
        var model = model()
                .plays(answer("{'role':'assistant','content':'Here it is: 42','images':" + images + "}", "stop", "",
                        "{'content':'Here it is: 42'}", "{'images':" + images + "}"));

        assertThat(message(ask(strategy, model, false, Chat.ask(""))).path("images")).isEqualTo(json(images));
        assertThat(first(deltas(ask(strategy, model, true, Chat.ask(""))), "/images")).isEqualTo(json(images));
    }

    /** Each call is answered with a citation of its own, which the text names. */
    private static UpstreamScript citing() {
        return call -> {
            String page = "https://example.org/" + call.number();
            String noted = "[{'type':'url_citation','url_citation':{'url':'" + page + "'}}]";
            answer("{'role':'assistant','content':'[" + page + "] The answer is 42.','annotations':" + noted + "}",
                    "stop",
                    ",'citations':['" + page + "'],'system_fingerprint':'" + page + "','service_tier':'flex'",
                    "{'content':'[" + page + "] The answer is 42.'}", "{'content':'','annotations':" + noted + "}")
                    .play(call);
        };
    }

    private static void assertCited(String text, JsonNode annotations, JsonNode reply) {
        String page = text.substring(1, text.indexOf(']'));
        assertThat(annotations.at("/0/url_citation/url").asText()).isEqualTo(page);
        assertThat(reply.path("citations")).isEqualTo(json("['" + page + "']"));
        assertThat(reply.path("system_fingerprint").asText()).isEqualTo(page);
        assertThat(reply.path("service_tier").asText()).isEqualTo("flex");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void citationsAreThoseOfTheAnswerThatWasChosen(String strategy) {
        JsonNode whole = ask(strategy, model().plays(citing()), false, Chat.ask("")).json();
        assertCited(whole.at("/choices/0/message/content").asText(), whole.at("/choices/0/message/annotations"), whole);

        HttpReply stream = ask(strategy, model().plays(citing()), true, Chat.ask(""));
        JsonNode reply = stream.chunks().stream().filter(chunk -> chunk.has("citations")).findFirst().orElseThrow();
        assertCited(joined(deltas(stream), "/content"), first(deltas(stream), "/annotations"), reply);
    }

    @Test
    void everyChunkHasTheFingerprint() {
        List<JsonNode> chunks = ask("re2", model().plays(citing()), true, Chat.ask("").set("stream_options",
                json("{'include_usage':true}"))).chunks();

        assertThat(chunks.subList(1, chunks.size())).allMatch(chunk -> chunk.has("system_fingerprint"));
        assertThat(chunks).filteredOn(chunk -> chunk.has("citations")).hasSize(1);
    }

    @Test
    void branchesKeepTheirOwnMembers() {
        JsonNode reply = ask("re2|re2", model().plays(citing()), false, Chat.ask("")).json();

        assertThat(reply.path("choices")).hasSize(2).allSatisfy(choice -> {
            String text = choice.at("/message/content").asText();
            String page = text.substring(1, text.indexOf(']'));
            assertThat(choice.at("/message/annotations/0/url_citation/url").asText()).isEqualTo(page);
            JsonNode citations = choice.has("citations") ? choice.path("citations") : reply.path("citations");
            assertThat(citations).isEqualTo(json("['" + page + "']"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa", "bon", "majority_voting", "self_consistency"})
    void reasoningDetailsAreKept(String strategy) {
        String details = "[{'type':'reasoning.text','text':'why not','index':0,'signature':'S'},"
                + "{'type':'reasoning.encrypted','data':'E','index':0}]";
        var model = model().plays(answer(
                "{'role':'assistant','content':'It is 42','reasoning':'why not','reasoning_details':"
                        + details + "}",
                "stop", "",
                "{'reasoning':'why','reasoning_details':[{'type':'reasoning.text','text':'why','index':0}]}",
                "{'reasoning':' not','reasoning_details':[{'type':'reasoning.text','text':' not','index':0,'signature':'S'}]}",
                "{'reasoning_details':[{'type':'reasoning.encrypted','data':'E','index':0}]}",
                "{'content':'It is 42'}"));

        assertThat(message(ask(strategy, model, false, Chat.ask(""))).path("reasoning_details"))
                .isEqualTo(json(details));
        List<JsonNode> deltas = deltas(ask(strategy, model, true, Chat.ask("")));
        assertThat(deltas.stream().flatMap(delta -> delta.path("reasoning_details").findValuesAsText("text").stream())
                .reduce("", String::concat)).isEqualTo("why not");
        assertThat(
                deltas.stream().flatMap(delta -> delta.path("reasoning_details").findValuesAsText("signature").stream())
                        .toList())
                .containsExactly("S");
        assertThat(deltas.toString()).contains("\"data\":\"E\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "bon", "majority_voting"})
    void membersOfTheChoiceAreKept(String strategy) {
        UpstreamScript script = call -> {
            ObjectNode json = call.streaming()
                    ? ChatJson.finish(call.model(), "stop")
                    : ChatJson.completion(call.model(), Collections.nCopies(call.choices(), "It is 42"), "stop");
            json.path("choices").forEach(choice -> ((ObjectNode) choice.path(call.streaming() ? "delta" : "message"))
                    .set("annotations", json("[]")));
            json.path("choices").forEach(choice -> ((ObjectNode) choice).put("stop_reason", 151645)
                    .set("content_filter_results", json("{'hate':{'filtered':false}}")));
            json.set("prompt_filter_results", json("[{'prompt_index':0}]"));
            if (call.streaming()) {
                call.begin().say("It is 42").event(json).chunk("data: [DONE]\n\n").end();
            } else {
                call.json(json);
            }
        };
        var model = model().plays(script);

        JsonNode whole = ask(strategy, model, false, Chat.ask("")).json();
        assertThat(whole.at("/choices/0/stop_reason").asInt()).isEqualTo(151645);
        assertThat(whole.at("/choices/0/content_filter_results/hate/filtered").isBoolean()).isTrue();
        assertThat(whole.path("prompt_filter_results")).hasSize(1);
        HttpReply stream = ask(strategy, model, true, Chat.ask(""));
        JsonNode last = stream.choices().filter(choice -> !choice.path("finish_reason").isNull()).findFirst()
                .orElseThrow();
        assertThat(last.path("stop_reason").asInt()).isEqualTo(151645);
        assertThat(last.at("/content_filter_results/hate/filtered").isBoolean()).isTrue();
        assertThat(stream.chunks()).filteredOn(chunk -> chunk.has("prompt_filter_results")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "moa"})
    void aCharacterInTwoDeltasIsWhole(String strategy) {
        var model = model().plays(answer("{'role':'assistant','content':'Done \\ud83d\\ude00 ok'}", "stop", "",
                "{'content':'Done \\ud83d'}", "{'content':'\\ude00 ok'}"));

        assertThat(joined(deltas(ask(strategy, model, true, Chat.ask(""))), "/content")).isEqualTo("Done 😀 ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "majority_voting"})
    void aProbabilityThatIsNotFiniteIsNullOrForwarded(String strategy) {
        UpstreamScript script = call -> call.reply(200,
                ("{'id':'x','object':'chat.completion','created':1,'model':'m','choices':[{'index':0,"
                        + "'message':{'role':'assistant','content':'42'},'logprobs':{'content':[{'token':'42','logprob':-Infinity}]},"
                        + "'finish_reason':'stop'}]}").replace('\'', '"'),
                Map.of("Content-Type", "application/json"));

        HttpReply reply = ask(strategy, model().plays(script), false, Chat.ask("").put("logprobs", true));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).containsPattern("\"logprob\": ?(null|-Infinity)");
    }
}
