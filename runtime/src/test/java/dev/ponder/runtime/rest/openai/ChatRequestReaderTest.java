package dev.ponder.runtime.rest.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.Prompts;
import dev.ponder.runtime.rest.inference.ResponseOptions;
import dev.ponder.runtime.strategy.StrategySelector.Named;
import dev.ponder.runtime.upstream.openai.WrittenBody;

class ChatRequestReaderTest {

    /** Every kind of message and member that clients send, known and unknown. */
    private static final String EVERYTHING = """
            {'model': 'm', 'temperature': 0.5, 'max_completion_tokens': 9, 'stop': ['a', 'b'],
             'logit_bias': {'50256': -100},
             'response_format': {'type': 'json_schema', 'json_schema': {'name': 'n', 'schema': {'type': 'object'}}},
             'tools': [{'type': 'function', 'function': {'name': 'f', 'parameters': {}}}], 'tool_choice': 'auto',
             'seed': 7, 'user': 'u', 'metadata': {'k': 'v'}, 'service_tier': 'flex',
             'chat_template_kwargs': {'thinking': false},
             'messages': [
               {'role': 'developer', 'content': 'Be kind.', 'name': 'app'},
               {'role': 'user', 'content': [{'type': 'text', 'text': 'What?', 'cache_control': {'type': 'ephemeral'}},
                                            {'type': 'image_url', 'image_url': {'url': 'data:', 'detail': 'low'}},
                                            {'type': 'input_audio', 'input_audio': {'data': '', 'format': 'wav'}},
                                            {'type': 'hologram', 'depth': 3}]},
               {'role': 'assistant', 'content': null, 'tool_calls': [{'id': '1', 'type': 'function',
                                                                     'function': {'name': 'f', 'arguments': '{}'}}]},
               {'role': 'tool', 'tool_call_id': '1', 'content': '42'},
               {'role': 'assistant', 'refusal': 'No.'},
               {'role': 'narrator', 'content': ''},
               {'role': 'user', 'content': 'Why?'}]}""";

    @Test
    void everyFieldOfRequestReachesTheUpstream() {
        assertThat(Bodies.json(sent(EVERYTHING)))
                .isEqualTo(((ObjectNode) Bodies.json(EVERYTHING)).put("stream", false));
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(sent(Bodies.with("'x': [0.12345678901234567890, 1.50, 12345678901234567890123]")))
                .contains("\"x\":[0.12345678901234567890,1.50,12345678901234567890123]");
    }

    private static String sent(String body) {
        return WrittenBody.of(Bodies.read(body).prompts().get().required().get(0)).toString();
    }

    @Test
    void whatConcernsOnlyTheDeliveryDoesNot() {
        ClientRequest request = Bodies
                .read(Bodies.with("'stream': true, 'n': 3, 'stream_options': {'include_usage': true},"
                        + " 'top_p': null, 'ponder': {'strategy': 'knobby'}, 'optillm_approach': 'plain',"
                        + " 'knob_samples': 2"));

        assertThat(request.prompts().get().required().get(0).parameters()).isEmpty();
        assertThat(request.response()).isEqualTo(new ResponseOptions(3, true, true));
    }

    @Test
    void theBytesMayGoOnUnlessTheyHoldFieldsOfOurs() {
        ClientRequest own = Bodies.read(Bodies.with("'x': 1, 'ponder': {}"));
        assertThat(own.body().parsed()).isEqualTo(Bodies.json(Bodies.with("'x': 1")));
        assertThat(Bodies.json(own.relayTo("m").body().toString())).isEqualTo(Bodies.json(Bodies.with("'x': 1")));
    }

    @Test
    void theHeaderComesBeforeTheBody() {
        String body = Bodies.with("'ponder': {'strategy': 'plain'}, 'optillm_approach': 'moa'");

        assertThat(Bodies.read(body, " knobby ").options().strategy())
                .isEqualTo(new Named("knobby", "X-Ponder-Strategy"));
        assertThat(Bodies.read(body).options().strategy()).isEqualTo(new Named("plain", "ponder.strategy"));
        assertThat(Bodies.read(Bodies.with("'optillm_approach': 'moa'"), " ").options().strategy())
                .isEqualTo(new Named("moa", "optillm_approach"));
        assertThat(Bodies.read(Bodies.with("'optillm_approach': 'auto'")).options().strategy()).isNull();
        assertThat(Bodies.read(Bodies.with("")).options().strategy()).isNull();
    }

    @Test
    void defaultsAreOneWholeChoice() {
        ClientRequest request = Bodies.read(Bodies.with("'stream': null, 'n': null"));

        assertThat(request.response()).isEqualTo(new ResponseOptions(1, false, false));
        assertThat(request.options().emulation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'model': }", "\u0000"})
    void whatIsNotJsonIsRefusedWithItsPlace(String body) {
        Bodies.assertRefused(body).hasMessageContaining("expected a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1E+2147483648"})
    void aNumberBeyondAllBoundsIsRefused(String number) {
        Bodies.assertRefused("{'model': 'm', 'messages': [{'role': 'user', 'content': 'Hi'}], 'x': " + number + "}")
                .hasMessageContaining("out of range");
    }

    @Test
    void moreValuesThanTheMemoryHasRoomForAreRefused() {
        Bodies.assertRefused("{'model': 'm', 'messages': [" + "{},".repeat(1_000_001) + "{}]}")
                .hasMessageContaining("2000000").hasMessageContaining("ponder.limits.max-body-tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'text'", "7", "null"})
    void whatIsNoObjectIsRefused(String body) {
        Bodies.assertRefused(body).hasMessage("body: not an object (expected a JSON object with model and messages)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{'messages': [{'role': 'user'}]} | model: missing",
            "{'model': '', 'messages': [{'role': 'user'}]} | model: \"\"",
            "{'model': 7, 'messages': [{'role': 'user'}]} | model: 7",
            "{'model': 'm'} | messages: missing",
            "{'model': 'm', 'messages': []} | messages: []",
            "{'model': 'm', 'messages': {}} | messages: {}"})
    void aMissingModelAndMissingMessagesAreRefused(String body, String start) {
        Bodies.assertRefused(body).hasMessageStartingWith(start + " (expected ")
                .hasFieldOrPropertyWithValue("param", start.substring(0, start.indexOf(':')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'model': 'm', 'messages': ['Hi']} | messages[0]: \"Hi\"",
            "{'model': 'm', 'messages': [{'content': 'Hi'}]} | messages[0].role: missing",
            "{'model': 'm', 'messages': [{'role': 'user', 'content': 7}]} | messages[0].content: 7",
            "{'model': 'm', 'messages': [{'role': 'user', 'content': [7]}]} | messages[0].content[0]: 7",
            "{'model': 'm', 'messages': [{'role': 'user', 'content': [{'text': 'a'}]}]}"
                    + " | messages[0].content[0].type: missing",
            "{'model': 'm', 'messages': [{'role': 'user', 'content': [{'type': 'text'}]}]}"
                    + " | messages[0].content[0].text: missing",
            "{'model': 'm', 'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 7}]}]}"
                    + " | messages[0].content[0].text: 7"})
    void faultyMessagesAreRefusedForStrategiesOnlyWithTheirPlace(String body, String start) {
        Prompts prompts = Bodies.read(body).prompts().get();
        assertThatThrownBy(prompts::required).isInstanceOf(RequestException.class)
                .hasMessageStartingWith(start + " (expected ")
                .hasFieldOrPropertyWithValue("param", start.substring(0, start.indexOf(':')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stream': 'yes'", "'n': 0", "'n': 17", "'n': 1.5"})
    void faultyFormsOfTheResponseAreRefused(String member) {
        String name = member.substring(1, member.indexOf("':"));
        Bodies.assertRefused(Bodies.with(member)).hasMessageStartingWith(name).hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'max_completion_tokens': 1.5", "'max_tokens': 'many'", "'seed': 'x'", "'logprobs': 1",
            "'stream_options': true", "'response_format': 'json'", "'tools': {}", "'temperature': '1'"})
    void parametersOfAWrongTypeAreRefusedForStrategiesOnly(String member) {
        String name = member.substring(1, member.indexOf("':"));
        Prompts prompts = Bodies.read(Bodies.with(member)).prompts().get();
        assertThatThrownBy(prompts::required).isInstanceOf(RequestException.class)
                .hasMessageStartingWith(name).hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'temperature': 2.5", "'top_p': -0.1", "'presence_penalty': 3",
            "'max_tokens': -1",
            "'max_tokens': 0", "'top_logprobs': 50", "'stop': 7", "'reasoning_effort': 'enormous'"})
    void rangesAreForTheUpstreamToCheck(String member) {
        assertThat(sent(Bodies.with(member))).contains(member.replace('\'', '"').replace(": ", ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'temperature': 0", "'temperature': 2", "'top_p': 1", "'seed': -9223372036854775808",
            "'stop': 'x'", "'stop': []", "'n': 16", "'max_tokens': 2147483647", "'temperature': null"})
    void valuesAtTheEdgeAreTaken(String member) {
        assertThat(Bodies.read(Bodies.with(member))).isNotNull();
    }
}
