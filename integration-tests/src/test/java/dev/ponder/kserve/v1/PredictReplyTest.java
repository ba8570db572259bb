package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class PredictReplyTest extends V1Test {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
            "echo; {'instances':[1,[2.5],{'b64':'AA=='},null]}; {'predictions':[1,[2.5],{'b64':'AA=='},null]}",
            "echo; {'inputs':{'a':1}}; {'predictions':{'a':1}}",
            "echo; {'inputs':[1],'instances':[2]}; {'predictions':[1]}",
            "echo; {'instances':[]}; {'predictions':[]}",
            "text; {'instances':['a','b'],'signature_name':'x'}; {'predictions':['out:a','out:b']}",
            "stream; {'kind':'none'}; {'predictions':['plain']}",
            "hdrs; {}; {'predictions':[1]}",
            "returning; {'kind':'nothing'}; null",
            "returning; {'kind':'number'}; 42",
            "returning; {'kind':'list'}; [1,'two']"})
    void areJson(String model, String body, String answer) {
        HttpReply reply = predict(model, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(quoted(answer));
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(reply.bytes().length));
        assertThat(reply.header("Transfer-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/event-stream", "application/x-ndjson", "text/html", "image/png"})
    void areJsonForAnyAcceptHeader(String accepted) {
        HttpReply reply = predict("echo", "{'instances':[1]}", "Accept", accepted);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
    }

    @Test
    void ofTextAreText() {
        HttpReply reply = predict("returning", "{'kind':'text'}");

        assertThat(reply.bytes()).isEqualTo("h\u00e9llo".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void ofBytesAreBytes() {
        HttpReply reply = predict("returning", "{'kind':'bytes'}");

        assertThat(reply.text()).isEqualTo("bytes");
        assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void haveTheHeadersOfTheModel() {
        HttpReply reply = predict("hdrs", "{}");

        assertThat(reply.header("x-from-model")).isEqualTo("yes");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    /** The model may set the content type, but not the content length. */
    @Test
    void haveTheContentTypeThatTheModelSets() {
        HttpReply reply = predict("returning", "{'kind':'csv'}");

        assertThat(reply.text()).isEqualTo("a,b\n");
        assertThat(reply.headers().allValues("Content-Type")).containsExactly("text/csv");
        assertThat(reply.headers().allValues("Content-Length")).containsExactly("4");
    }

    @Test
    void areNotCompressed() {
        HttpReply reply = predict("echo", "{'instances':[1]}", "Accept-Encoding", "gzip");

        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
    }

    @Test
    void ofExplanationsAreJson() {
        HttpReply reply = explain("echo", "{'instances':[1]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "explain"})
    void containNoHeadersOfTheRequest(String verb) {
        HttpReply reply = client.at("/v1/models/echo:" + verb).chat(quoted("{'instances':[1]}"),
                "Authorization", "Bearer secret", "X-Mine", "secret");

        assertThat(reply.headers().map().toString()).doesNotContainIgnoringCase("secret", "x-mine", "authorization");
    }

    @Test
    void passTheRequestsHeadersToTheModel() {
        HttpReply reply = predict("fail", "{'kind':'headers'}", "X-Mine", "one", "X-Mine", "two", "Authorization",
                "Bearer b");

        assertThat(reply.json().path("h").path("x-mine").asText()).isEqualTo("one, two");
        assertThat(reply.json().path("h").path("authorization").asText()).isEqualTo("Bearer b");
        assertThat(reply.json().path("h").fieldNames()).toIterable().allMatch(name -> name.equals(name.toLowerCase()));
    }
}
