package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ModelNamesTest extends V1Test {

    private static final String ODD = "v2:odd%5B1%5D%C3%A9";

    @Test
    void areListedReadyOrNot() {
        JsonNode models = client.send("GET", "/v1/models", "").json().path("models");

        assertThat(models).extracting(JsonNode::asText)
                .contains("echo", "text", "notready", "stream", "plain", "reread", "team:voted", "v2:odd[1]\u00e9");
    }

    @Test
    void areDescribedWithTheirState() {
        JsonNode echo = client.send("GET", "/v1/models/echo", "").json();

        assertThat(echo.path("name").asText()).isEqualTo("echo");
        assertThat(echo.path("ready").isBoolean() && echo.path("ready").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo:predict", "echo%3Apredict", "echo%3apredict", "ech%6F:predict", "echo:predict?x=1",
            "echo:explain", "echo%3Aexplain"})
    void areDecoded(String target) {
        HttpReply reply = client.at("/v1/models/" + target).chat(quoted("{'instances':[1]}"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
    }

    @Test
    void mayHoldColonsAndMore() {
        assertThat(predict(ODD, "{}").json().path("model").asText()).isEqualTo("v2:odd[1]\u00e9");
        assertThat(explain(ODD, "{}").json().path("explained").asText()).isEqualTo("v2:odd[1]\u00e9");
        assertThat(client.send("GET", "/v1/models/" + ODD, "").json().path("name").asText())
                .isEqualTo("v2:odd[1]\u00e9");
    }

    /** A target that is not a valid path is rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"odd[1]:predict", "a|b:predict", "{a}:predict", "a%zz:predict"})
    void areRejectedIfTheyAreNotAValidPath(String target) {
        try (var socket = new RawHttpClient(server)) {
            assertThat(post(socket, target, "{}", "Connection: close").readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @CsvSource({"x:predict:predict, x:predict", "x:explain:predict, x:explain", "x:predict:explain, x:predict",
            "a%2Fb:predict, a/b"})
    void endAtTheLastVerb(String target, String name) {
        assertThat(V1Errors.of(client.at("/v1/models/" + target).chat("{}"), 404))
                .isEqualTo("Model with name " + name + " does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo:predict", "echo:explain", "echo%3Apredict", "unknown:explain"})
    void needPostWithAVerb(String target) {
        HttpReply reply = client.send("GET", "/v1/models/" + target, "");

        assertThat(V1Errors.of(reply, 405)).contains("GET", "expected POST");
        assertThat(reply.headers().allValues("Allow")).containsExactly("POST");
    }

    @ParameterizedTest
    @CsvSource({"PUT, echo:predict", "DELETE, echo:predict", "PATCH, echo:explain", "PUT, echo", "DELETE, echo"})
    void allowOnlyTheirMethods(String method, String target) {
        assertThat(V1Errors.of(client.send(method, "/v1/models/" + target, ""), 405)).contains(method);
    }

    @Test
    void returnTheirMethodsForOptions() {
        HttpReply reply = client.send("OPTIONS", "/v1/models/echo:predict", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Allow")).contains("POST");
    }

    @Test
    void rejectHeadWithAVerb() {
        HttpReply reply = client.send("HEAD", "/v1/models/echo:predict", "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains("POST");
        assertThat(reply.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echo:", "echo:forecast", "echo%253Apredict"})
    void rejectPostWithoutAVerb(String target) {
        HttpReply reply = client.send("POST", "/v1/models/" + target, "{}");

        V1Errors.of(reply, 405);
        assertThat(reply.header("Allow")).contains("GET").doesNotContain("POST");
    }
}
