package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/**
 * An invalid request is rejected with the field, its value and what was expected. No upstream call is made.
 */
@QuarkusTest
class BadInputTest extends ServerTest {

    private static final String MESSAGES = "'messages':[{'role':'user','content':'Hi'}]";

    /** Each line has fields of a request whose model and messages are valid. */
    @ParameterizedTest
    @CsvFileSource(resources = "bad-fields.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '`')
    void inAFieldNamesTheFieldItsValueAndTheExpectation(String fields, String param, String value, String expected) {
        var model = model().plays(UpstreamScript.answers("391"));

        assertRejected("{'model':'" + model.name() + "'," + MESSAGES + "," + fields + "}", param, value, expected);

        assertThat(model.calls()).isEmpty();
    }

    /** The upstream checks what it is sent without a strategy. */
    @ParameterizedTest
    @CsvFileSource(resources = "bad-strategy-fields.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '`')
    void inAFieldThatAStrategyReadsIsRejectedForStrategiesOnly(String fields, String param, String value,
            String expected) {
        var model = model().plays(UpstreamScript.answers("391"));

        assertRejected("{'model':'re2-" + model.name() + "'," + MESSAGES + "," + fields + "}", param, value, expected);
        assertThat(model.calls()).isEmpty();

        assertForwarded(model, "{'model':'" + model.name() + "'," + MESSAGES + "," + fields + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'max_tokens':-1", "'temperature':2.5", "'logprobs':true,'top_logprobs':50", "'top_p':1.5",
            "'temperature':'hot'", "'presence_penalty':3", "'stop':{}", "'max_completion_tokens':0",
            "'stream_options':7"})
    void inAParameterThatOnlyTheUpstreamReadsIsForwarded(String fields) {
        var model = model().plays(UpstreamScript.answers("391"));

        assertForwarded(model, "{'model':'" + model.name() + "'," + MESSAGES + "," + fields + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'max_tokens':-1", "'temperature':2.5", "'logprobs':true,'top_logprobs':50", "'stop':{}"})
    void inAParameterThatNoStrategyReadsIsForwardedByStrategies(String fields) {
        var model = model().plays(UpstreamScript.answers("391"));

        HttpReply reply = client
                .chat(("{'model':'re2-" + model.name() + "'," + MESSAGES + "," + fields + "}").replace('\'', '"'));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(model.next().json().toString()).contains(fields.replace('\'', '"'));
    }

    private void assertForwarded(FakeModel model, String body) {
        HttpReply reply = client.chat(body.replace('\'', '"'));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(new String(model.next().bytes(), StandardCharsets.UTF_8)).isEqualTo(body.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bad-strategy-messages.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '`')
    void inAMessageNamesItsPathForStrategiesOnly(String messages, String param, String value, String expected) {
        var model = model().plays(UpstreamScript.answers("391"));

        assertRejected("{'model':'re2-" + model.name() + "','messages':" + messages + "}", param, value, expected);
        assertForwarded(model, "{'model':'" + model.name() + "','messages':" + messages + "}");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bad-messages.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '`')
    void inMessagesNamesTheirPath(String messages, String param, String value, String expected) {
        assertRejected("{'model':'m','messages':" + messages + "}", param, value, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'messages':[{'role':'user','content':'Hi'}]}|model|missing|the name of a model",
            "{'model':null,'messages':[{'role':'user','content':'Hi'}]}|model|missing|the name of a model",
            "{'model':'','messages':[{'role':'user','content':'Hi'}]}|model|\"\"|the name of a model",
            "{'model':7,'messages':[{'role':'user','content':'Hi'}]}|model|7|the name of a model",
            "{'model':'m'}|messages|missing|a list of at least one message"})
    void withoutARequiredFieldNamesTheField(String body, String param, String value, String expected) {
        assertRejected(body, param, value, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'model':'m','messages':[", "{'model' 'm'}", "not json", "{'model':'m',}", "{]"})
    void thatIsNotJsonNamesLineAndColumn(String body) {
        HttpReply reply = client.chat(body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").isNull()).isTrue();
        assertThat(error.path("message").asText()).containsPattern("not JSON at line \\d+, column \\d+")
                .contains("expected a JSON object with model and messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", " x", "{}", ","})
    void withTextAfterItsEndIsNotJson(String rest) {
        var model = model().plays(UpstreamScript.answers("391"));
        HttpReply reply = client
                .chat("{\"model\":\"" + model.name() + "\"," + MESSAGES.replace('\'', '"') + "}" + rest);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("not JSON");
        assertThat(model.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "42", "'text'", "[{'model':'m'}]"})
    void thatIsNotAnObjectIsRejected(String body) {
        assertRejected(body, null, "not an object", "a JSON object with model and messages");
    }

    private void assertRejected(String body, String param, String value, String expected) {
        HttpReply reply = client.chat(body.replace('\'', '"'));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(error.path("message").asText()).contains(value)
                .containsPattern("expected.*" + Pattern.quote(expected));
    }
}
