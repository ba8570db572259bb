package dev.ponder.runtime.rest.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.security.ApiClient;
import io.vertx.core.buffer.Buffer;

/** The bytes of a relayed request. */
class RequestBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGES = "'messages' : [ {'role':'user' , 'content':'a \\'b\\' {[,]} é \\ud83d'}]";

    private static String forwarded(String body, String upstreamModel) {
        return Bodies.read(body).relayTo(upstreamModel).body().toString();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'model':'m',%s}", " {\n 'x' : 1.50, 'model' : 'm' ,%s , 'y':[ [] , {} ]\t}\r\n ",
            "{%s,'model':'m','stream':true}", "{'model':'m',%s,'stream':true,'stream_options':{'include_usage':true}}",
            "{'model':'m',%s,'n':1,'n':2,'stream':null}"})
    void theReceivedBytesAreForwardedUnlessSomethingMustChange(String template) {
        String body = template.formatted(MESSAGES);

        assertThat(forwarded(body, "m")).isEqualTo(json(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'model':'m',%s} | {'model':'up/n',%s}",
            "{ %s , 'model' : 'm' } | { %s , 'model' : 'up/n' }",
            "{'model':'x','model':'m',%s} | {'model':'up/n','model':'up/n',%s}",
            "{'ponder':{'budget':{}},'model':'m',%s, 'x':-1e3 ,'optillm_approach':'none'} | {'model':'up/n',%s, 'x':-1e3 }",
            "{'x':'','model':'m',%s,'y':true} | {'x':'','model':'up/n',%s,'y':true}"})
    void onlyWhatMustChangeIsWrittenAnew(String body, String expected) {
        assertThat(forwarded(body.formatted(MESSAGES), "up/n")).isEqualTo(json(expected.formatted(MESSAGES)));
    }

    /** Own members first, last, in a row and between others, with blanks and without. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void ownMembersAreCutWhereverTheyAre(String blank) throws JsonProcessingException {
        List<String> members = List.of("'model':'m'", MESSAGES, "'ponder':{'strategy':'none'}",
                "'optillm_approach':'none'");
        for (List<String> order : permutations(members)) {
            String body = json(blank + "{" + blank + String.join(blank + "," + blank, order) + blank + "}" + blank);

            assertThat(JSON.readTree(forwarded(body, "m"))).as(body)
                    .isEqualTo(JSON.readTree(json("{'model':'m'," + MESSAGES + "}")));
        }
    }

    private static List<List<String>> permutations(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (String first : items) {
            List<String> rest = items.stream().filter(item -> !item.equals(first)).toList();
            permutations(rest).forEach(tail -> all.add(Stream.concat(Stream.of(first), tail.stream()).toList()));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"null | {'include_usage':true}",
            "{} | {'include_usage':true}", "{'include_usage':false,'x':1.0} | {'include_usage':true,'x':1.0}",
            "{'include_usage':null} | {'include_usage':true}"})
    void theUsageOfAStreamIsAskedForInOptionsThatDoNot(String options, String asking) {
        String body = "{'model':'m','stream':true,'stream_options': " + options + ",%s}".formatted(MESSAGES);

        assertThat(forwarded(body, "m")).isEqualTo(json(body.replace(options, asking)));
        assertThat(forwarded(body.replace("true,'stream_o", "false,'stream_o"), "m"))
                .isEqualTo(json(body.replace("true,'stream_o", "false,'stream_o")));
    }

    /** Azure names the model in the path. */
    @Test
    void aModelThatTheBodyDoesNotNameIsAdded() {
        var hints = new RequestHints(null, "gpt", ApiClient.ANONYMOUS);
        ClientRequest request = Bodies.read(json("{%s}".formatted(MESSAGES)), hints);

        assertThat(request.model()).isEqualTo("gpt");
        assertThat(request.relayTo("gpt").body()).hasToString(json("{'model':'gpt',%s}".formatted(MESSAGES)));
        assertThat(request.relayTo("a\"b").body()).hasToString(
                json("{'model':'a!b',%s}".formatted(MESSAGES)).replace("!", "\\\""));
        assertThat(request.body().parsed().path("model").asText()).isEqualTo("gpt");
        assertThat(Bodies.read(json("{'model': null,%s}".formatted(MESSAGES)), hints).relayTo("gpt").body())
                .hasToString(json("{'model': 'gpt',%s}".formatted(MESSAGES)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aBodyInAnotherEncodingIsForwardedInUtf8(String charset) {
        Buffer body = Buffer.buffer(json("{'model':'m','messages':[{'role':'user','content':'é'}]}")
                .getBytes(Charset.forName(charset)));

        assertThat(Bodies.read(body, RequestHints.NONE).relayTo("m").body())
                .hasToString(json("{'model':'m','messages':[{'role':'user','content':'é'}]}"));
    }

    @Test
    void aByteOrderMarkIsRemoved() {
        Buffer body = Buffer.buffer(("\uFEFF" + json("{'model':'m','messages':[{'role':'user'}]}"))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(Bodies.read(body, RequestHints.NONE).relayTo("m").body())
                .hasToString(json("{'model':'m','messages':[{'role':'user'}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'model':'m',%s,'x':}", "'model':'m',%s} {}", "'model':'m',%s}}", "'model':'m',%s,}",
            "'model':'m',%s,'x':'\\q'}", "'model':'m',%s,'x':01}", "'model':'m',%s"})
    void whatIsNotJsonIsRejectedThoughItIsNotRead(String rest) {
        Bodies.assertRefused("{" + rest.formatted(MESSAGES)).hasMessageContaining("not JSON at line 1");
    }
}
