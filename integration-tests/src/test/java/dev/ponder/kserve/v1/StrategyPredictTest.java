package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Whole answers of chat models, with and without a strategy, by V1. */
@QuarkusTest
@Timeout(60)
class StrategyPredictTest extends V1Test {

    private static final String ERROR = "{\"error\":{\"message\":\"no\",\"type\":\"x\",\"code\":\"y\"}}";

    @Test
    void answerPromptsAndMessagesInOrder() {
        upstream.named("v1-plain")
                .plays(UpstreamScript.answers(call -> "to " + call.json().path("messages").findValue("content")
                        .asText()));

        HttpReply reply = predict("plain", "{'instances':['a',[{'role':'user','content':'b'}],{'prompt':'c'},"
                + "{'messages':[{'role':'user','content':'d'}]}]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("predictions")).extracting(JsonNode::asText)
                .containsExactly("to a", "to b", "to c", "to d");
        assertThat(reply.json().path("finish_reasons")).extracting(JsonNode::asText)
                .containsExactly("stop", "stop", "stop", "stop");
        assertThat(reply.json().path("usage").path("total_tokens").isNumber()).isTrue();
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
    }

    /** The upstream answers the first instance last. */
    @Test
    void answerInOrderOfInstances() {
        FakeModel model = upstream.named("v1-plain").plays(UpstreamScript.HOLD).skipCalls();
        var reply = client.at("/v1/models/plain:predict").chatLater(quoted("{'inputs':['first','second']}"));
        FakeCall one = model.next();
        FakeCall other = model.next();
        FakeCall first = one.prompt().contains("first") ? one : other;
        FakeCall second = first == one ? other : one;

        second.completion("two");
        first.completion("one");

        assertThat(reply.join().json().path("predictions")).extracting(JsonNode::asText).containsExactly("one", "two");
    }

    @Test
    void forwardParametersButNotTheirOwnMembers() {
        FakeModel model = upstream.named("v1-plain").plays(UpstreamScript.answers("It is 391."));
        int before = model.calls().size();

        predict("plain", "{'instances':['a'],'signature_name':'x',"
                + "'parameters':{'temperature':0.25,'made_up':{'k':[1]},'seed':null,'ponder':{'timeouts':{}}}}");

        JsonNode sent = model.calls().get(before).json();
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.25);
        assertThat(sent.path("made_up")).hasToString(quoted("{'k':[1]}"));
        assertThat(sent.path("model").asText()).isEqualTo("v1-plain");
        assertThat(sent.fieldNames()).toIterable().doesNotContain("instances", "parameters", "signature_name", "seed",
                "ponder");
    }

    @Test
    void applyTheStrategyToEachInstance() {
        FakeModel model = upstream.named("v1-voted").plays(UpstreamScript.answers("The answer is 391."));
        int before = model.calls().size();

        HttpReply reply = predict("team:voted", "{'instances':['What is 17*23?','What is 23*17?']}");

        assertThat(reply.json().path("predictions")).hasSize(2)
                .allSatisfy(prediction -> assertThat(prediction.asText()).contains("391"));
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("self_consistency");
        assertThat(reply.json().path("ponder").isObject()).isTrue();
        assertThat(model.calls().subList(before, model.calls().size()))
                .anyMatch(call -> call.prompt().contains("17*23")).anyMatch(call -> call.prompt().contains("23*17"));
    }

    @ParameterizedTest
    @CsvSource({"plain, 400", "plain, 401", "plain, 404", "plain, 429", "drafted, 400", "drafted, 401"})
    void failAsTheUpstreamDoes(String model, int status) {
        upstream.named("v1-" + model).plays(UpstreamScript.responds(status, ERROR, Map.of("Retry-After", "0")));

        for (String body : new String[]{"{'instances':['a']}", "{'instances':['a'],'stream':true}"}) {
            HttpReply reply = predict(model, body);
            V1Errors.of(reply, status);
            if (status == 429) {
                assertThat(reply.header("Retry-After")).isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
            "{}; instances", "{'instances':[]}; instances", "{'inputs':'a'}; instances",
            "{'instances':[1]}; instances[0]", "{'instances':['a',{'text':'b'}]}; instances[1]",
            "{'instances':['a',[]]}; instances[1]", "{'instances':[[]]}; messages",
            "{'instances':['a'],'parameters':[]}; parameters", "{'instances':['a'],'stream':'yes'}; stream",
            "{'instances':['a'],'parameters':{'temperature':'hot'}}; temperature"})
    void rejectInvalidBodies(String body, String named) {
        assertThat(V1Errors.of(predict("plain", body), 400)).contains(named);
    }

    @Test
    void rejectBytes() {
        assertThat(V1Errors.of(predictBare("plain", "PNG", "Content-Type", "image/png"), 400)).contains("image/png");
    }

    @Test
    void haveNoExplainer() {
        V1Errors.of(explain("plain", "{'instances':['a']}"), 501);
    }
}
