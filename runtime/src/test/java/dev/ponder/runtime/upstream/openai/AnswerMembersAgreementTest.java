package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.rest.inference.MessageWriter;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/** Whole completions, streams and emulated streams of the same answer have the same members. */
class AnswerMembersAgreementTest {

    private static final String FINGERPRINT = "'system_fingerprint':'fp','service_tier':'flex'";

    private static Answer whole(String completion) {
        byte[] body = completion.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS).completion(body).choices().get(0);
    }

    private static Answer streamed(String... chunks) {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        Stream.of(chunks).forEach(chunk -> events.addAll(reader.read(chunk.replace('\'', '"'))));
        events.addAll(reader.end());
        return Fixtures.together(events);
    }

    private static Answer emulated(Answer answer) {
        var accumulator = new AnswerAccumulator();
        new AnswerEmulator(Chunking.WORDS, Duration.ZERO, new VirtualTime()).emulate(answer)
                .subscribe().withSubscriber(AssertSubscriber.<AnswerPart>create(Long.MAX_VALUE)).assertCompleted()
                .getItems().forEach(accumulator::add);
        return accumulator.answer();
    }

    private static String message(String members, String finish) {
        return message(members, finish, "", "");
    }

    private static String message(String members, String finish, String choice, String completion) {
        return "{'id':'x','object':'chat.completion','created':1,'model':'m'" + completion + ",'choices':[{'index':0,"
                + "'message':{'role':'assistant'," + members + "},'finish_reason':'" + finish + "'" + choice + "}]}";
    }

    private static String delta(String members) {
        return "{'id':'x','choices':[{'index':0,'delta':{" + members + "},'finish_reason':null}]}";
    }

    private static String end(String reason) {
        return "{'id':'x','choices':[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]}";
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answer("a signature of a call (Gemini)",
                        message("'content':null,'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'},"
                                + "'extra_content':{'google':{'thought_signature':'SIG=='}}}]", "tool_calls"),
                        delta("'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''},"
                                + "'extra_content':{'google':{'thought_signature':'SIG=='}}}]"),
                        delta("'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]"), end("tool_calls")),
                answer("a signature inside the function",
                        message("'content':null,'tool_calls':[{'id':'a','type':'function','function':"
                                + "{'name':'f','arguments':'{}','thought_signature':'S'}}]", "tool_calls"),
                        delta("'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]"),
                        delta("'tool_calls':[{'index':0,'function':{'arguments':'}','thought_signature':'S'}}]"),
                        end("tool_calls")),
                answer("a signature of a text",
                        message("'content':'42','extra_content':{'google':{'thought_signature':'S'}},'thought_signature':'T'",
                                "stop"),
                        delta("'content':'4','extra_content':{'google':{'thought_signature':'S'}}"),
                        delta("'content':'2','thought_signature':'T'"), end("stop")),
                answer("a custom call",
                        message("'content':null,'tool_calls':[{'id':'a','type':'custom','custom':{'name':'sql','input':'SELECT 1;'}}]",
                                "tool_calls"),
                        delta("'tool_calls':[{'index':0,'id':'a','type':'custom','custom':{'name':'sql','input':''}}]"),
                        delta("'tool_calls':[{'index':0,'custom':{'input':'SELECT '}}]"),
                        delta("'tool_calls':[{'index':0,'custom':{'input':'1;'}}]"), end("tool_calls")),
                answer("a custom call beside a function call",
                        message("'content':null,'tool_calls':[{'id':'a','type':'custom','custom':{'name':'sql','input':'x'}},"
                                + "{'id':'b','type':'function','function':{'name':'f','arguments':'{}'}}]",
                                "tool_calls"),
                        delta("'tool_calls':[{'index':0,'id':'a','type':'custom','custom':{'name':'sql','input':'x'}}]"),
                        delta("'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'f','arguments':'{}'}}]"),
                        end("tool_calls")),
                answer("a call of a provider's own type",
                        message("'content':null,'tool_calls':[{'id':'a','type':'builtin_function','function':"
                                + "{'name':'$web_search','arguments':'{}'}}]", "tool_calls"),
                        delta("'tool_calls':[{'index':0,'id':'a','type':'builtin_function','function':{'name':'$web_search','arguments':'{'}}]"),
                        delta("'tool_calls':[{'index':0,'function':{'arguments':'}'}}]"), end("tool_calls")),
                answer("a legacy function call",
                        message("'content':null,'function_call':{'name':'f','arguments':'{}'}", "function_call"),
                        delta("'content':null,'function_call':{'name':'f','arguments':''}"),
                        delta("'function_call':{'arguments':'{'}"), delta("'function_call':{'arguments':'}'}"),
                        end("function_call")),
                answer("audio",
                        message("'content':null,'audio':{'id':'a1','data':'UklGRg==','expires_at':9,'transcript':'forty-two'}",
                                "stop"),
                        delta("'audio':{'id':'a1','transcript':'forty'}"), delta("'audio':{'id':'a1','data':'UklG'}"),
                        delta("'audio':{'transcript':'-two','data':'Rg=='}"), delta("'audio':{'expires_at':9}"),
                        end("stop")),
                answer("images (OpenRouter)",
                        message("'content':'See','images':[{'type':'image_url','image_url':{'url':'data:A'},'index':0},"
                                + "{'type':'image_url','image_url':{'url':'data:B'},'index':1}]", "stop"),
                        delta("'content':'See','images':[{'type':'image_url','image_url':{'url':'data:A'},'index':0}]"),
                        delta("'images':[{'type':'image_url','image_url':{'url':'data:B'},'index':1}]"), end("stop")),
                answer("annotations and citations",
                        message("'content':'[1]','annotations':[{'type':'url_citation','url_citation':{'url':'u','title':'t'}},"
                                + "{'type':'url_citation','url_citation':{'url':'v','title':'t'}}]", "stop", "",
                                ",'citations':['u','v']," + FINGERPRINT),
                        "{'citations':['u']," + FINGERPRINT + ",'choices':[{'index':0,'delta':{'content':'[1]'}}]}",
                        delta("'annotations':[{'type':'url_citation','url_citation':{'url':'u','title':'t'}}]"),
                        delta("'annotations':[{'type':'url_citation','url_citation':{'url':'v','title':'t'}}]"),
                        end("stop"), "{'choices':[],'citations':['u','v']," + FINGERPRINT + "}"),
                answer("reasoning details (OpenRouter)",
                        message("'content':'42','reasoning':'why not','reasoning_details':[{'type':'reasoning.text',"
                                + "'text':'why not','index':0,'format':'anthropic-claude-v1','signature':'S'},"
                                + "{'type':'reasoning.encrypted','data':'E','index':0,'id':'r'}]", "stop"),
                        delta("'reasoning':'why','reasoning_details':[{'type':'reasoning.text','text':'why','index':0,"
                                + "'format':'anthropic-claude-v1','signature':null}]"),
                        delta("'reasoning':' not','reasoning_details':[{'type':'reasoning.text','text':' not','index':0,"
                                + "'format':'anthropic-claude-v1'}]"),
                        delta("'reasoning_details':[{'type':'reasoning.text','signature':'S','index':0}]"),
                        delta("'reasoning_details':[{'type':'reasoning.encrypted','data':'E','index':0,'id':'r'}]"),
                        delta("'content':'42'"), end("stop")),
                answer("thinking blocks without an index (LiteLLM)",
                        message("'content':'42','reasoning_content':'ha ha','thinking_blocks':[{'type':'thinking',"
                                + "'thinking':'ha ha','signature':'S'},{'type':'redacted_thinking','data':'D'}]",
                                "stop"),
                        delta("'reasoning_content':'ha','thinking_blocks':[{'type':'thinking','thinking':'ha','signature':null}]"),
                        delta("'reasoning_content':' ha','thinking_blocks':[{'type':'thinking','thinking':' ha'}]"),
                        delta("'thinking_blocks':[{'type':'thinking','thinking':'','signature':'S'}]"),
                        delta("'thinking_blocks':[{'type':'redacted_thinking','data':'D'}]"),
                        delta("'content':'42'"), end("stop")),
                answer("encrypted content (xAI)",
                        message("'content':'42','encrypted_content':'E'", "stop"),
                        delta("'content':'42'"), delta("'encrypted_content':'E'"), end("stop")),
                answer("parts of content (Mistral)",
                        message("'content':[{'type':'thinking','thinking':[{'type':'text','text':'why'}]},"
                                + "{'type':'text','text':'As in '},{'type':'reference','reference_ids':[1]},{'type':'text','text':'.'}]",
                                "stop"),
                        delta("'content':[{'type':'thinking','thinking':[{'type':'text','text':'why'}]}]"),
                        delta("'content':'As '"), delta("'content':[{'type':'text','text':'in '}]"),
                        delta("'content':[{'type':'reference','reference_ids':[1]},{'type':'text','text':'.'}]"),
                        end("stop")),
                answer("an image among the parts",
                        message("'content':[{'type':'text','text':'See'},{'type':'image_url','image_url':{'url':'data:A'}}]",
                                "stop"),
                        delta("'content':'See'"),
                        delta("'content':[{'type':'image_url','image_url':{'url':'data:A'}}]"), end("stop")),
                answer("members of the choice",
                        message("'content':'42'", "stop",
                                ",'stop_reason':151645,'token_ids':[1,2,2],'matched_stop':'eos','native_finish_reason':'STOP',"
                                        + "'content_filter_results':{'hate':{'filtered':false},'self_harm':{'filtered':false}}",
                                ",'prompt_filter_results':[{'prompt_index':0}]"),
                        "{'choices':[],'prompt_filter_results':[{'prompt_index':0}]}",
                        "{'choices':[{'index':0,'delta':{'content':'4'},'token_ids':[1,2],'content_filter_results':{'hate':{'filtered':false}}}]}",
                        "{'choices':[{'index':0,'delta':{'content':'2'},'token_ids':[2],'content_filter_results':{'self_harm':{'filtered':false}}}]}",
                        "{'choices':[{'index':0,'delta':{},'finish_reason':'stop','stop_reason':151645,'matched_stop':'eos','native_finish_reason':'STOP'}]}"),
                answer("a text of a provider in fragments",
                        message("'content':'42','commentary':'so it is'", "stop"),
                        delta("'commentary':'so '"), delta("'content':'42','commentary':'it is'"), end("stop")));
    }

    private static Arguments answer(String name, String whole, String... stream) {
        return Arguments.of(name, whole, stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aStreamIsReadAsTheWholeIs(String name, String completion, String[] stream) {
        assertThat(streamed(stream)).isEqualTo(whole(completion));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void emulationKeepsAllMembers(String name, String completion, String[] stream) {
        assertThat(emulated(whole(completion))).isEqualTo(whole(completion));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theMessageIsWrittenAsItWasRead(String name, String completion, String[] stream) {
        JsonNode expected = Fixtures.json(completion).at("/choices/0/message");
        JsonNode written = new MessageWriter(ReasoningField.REASONING_CONTENT).message(whole(completion));

        expected.properties().forEach(member -> {
            if (!member.getKey().equals("reasoning") && !name.startsWith("parts of content")) {
                assertThat(written.get(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void writtenDeltasAreReadAgain(String name, String completion, String[] stream) {
        Answer answer = whole(completion);
        var writer = new MessageWriter(ReasoningField.REASONING_CONTENT);
        var chunks = new ArrayList<String>();
        new AnswerEmulator(Chunking.WORDS, Duration.ZERO, new VirtualTime()).emulate(answer)
                .subscribe().withSubscriber(AssertSubscriber.<AnswerPart>create(Long.MAX_VALUE)).getItems()
                .forEach(part -> writer.delta(part).ifPresent(delta -> chunks
                        .add("{'choices':[{'index':0,'delta':" + delta + "}]}")));
        chunks.add(end(answer.finishReason().value()));
        Answer read = streamed(chunks.toArray(String[]::new));

        assertThat(read.extra().message()).isEqualTo(answer.extra().message());
        assertThat(read.text()).isEqualTo(answer.text());
        assertThat(read.toolCalls()).isEqualTo(answer.toolCalls());
    }

    @Test
    void aCustomCallIsACallWithANameAndAnInput() {
        Answer answer = whole(
                message("'tool_calls':[{'id':'a','type':'custom','custom':{'name':'sql','input':'x'}}]", "stop"));

        assertThat(answer.toolCalls()).extracting(ToolCall::type, ToolCall::name, ToolCall::arguments)
                .containsExactly(tuple(ToolCall.CUSTOM, "sql", "x"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aLegacyCallCorrectsItsFinishReason() {
        Answer answer = whole(message("'content':null,'function_call':{'name':'f','arguments':'{}'}", "stop"));

        assertThat(answer.finishReason()).isEqualTo(FinishReason.FUNCTION_CALL);
        assertThat(answer.callsTools()).isTrue();
    }

    @Test
    void audioAloneIsNoBlankAnswer() {
        assertThat(whole(message("'content':null,'audio':{'id':'a'}", "stop")).blank()).isFalse();
        assertThat(whole(message("'content':'','annotations':[]", "stop")).blank()).isTrue();
    }

    @Test
    void whatTheUpstreamCallsItselfIsNotKept() {
        assertThat(whole(message("'content':'a'", "stop", ",'logprobs':null",
                ",'usage':{},'ponder':{'strategy':'bon'},'system_fingerprint':null")).extra().isEmpty()).isTrue();
        assertThat(
                streamed("{'obfuscation':'abc','choices':[{'index':0,'delta':{'content':'a'}}]}", end("stop")).extra()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aMemberOfTheCompletionIsAPartOfTheStreamOnce() {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        for (int i = 0; i < 3; i++) {
            events.addAll(reader.read(
                    ("{'choices':[{'index':0,'delta':{'content':'a'}}]," + FINGERPRINT + "}").replace('\'', '"')));
        }

        assertThat(Fixtures.parts(events)).filteredOn(AnswerPart.Extra.class::isInstance).hasSize(1);
    }

    @Test
    void anotherTextOfAStrategyReplacesTheTextParts() {
        Answer answer = whole(
                message("'content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'u'}}]", "stop"))
                .withText("b");

        assertThat(new MessageWriter(ReasoningField.OFF).message(answer).get("content"))
                .isEqualTo(Fixtures.json("[{'type':'text','text':'b'},{'type':'image_url','image_url':{'url':'u'}}]"));
    }

    @Test
    void reasoningThatIsOffIsNotWrittenInAnyMember() {
        Answer answer = whole(
                message("'content':'a','reasoning':'why','reasoning_details':[{'type':'reasoning.text','text':'why'}],"
                        + "'annotations':[1]", "stop"));

        assertThat(new MessageWriter(ReasoningField.OFF).message(answer).properties()).extracting(Map.Entry::getKey)
                .containsExactly("role", "content", "refusal", "annotations");
        assertThat(List.of("reasoning_details"))
                .allMatch(new MessageWriter(ReasoningField.REASONING).message(answer)::has);
    }
}
