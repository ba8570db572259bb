package dev.ponder.kserve.v2.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Models are loaded and unloaded by name. Each test restores the repository. */
@QuarkusTest
class RepositoryTest extends V2Test {

    private static final String REPOSITORY = "/v2/repository/models/";
    private static final String TENSORS = """
            {"inputs": [{"name": "x", "datatype": "BYTES", "shape": [1], "data": ["a"]}]}""";

    @Test
    void servesALoadedModelInBothProtocolsUntilItIsUnloaded() {
        assertThat(load("v2-fresh").text()).isEqualTo("{\"name\":\"v2-fresh\",\"load\":true}");

        assertThat(post("/v1/models/v2-fresh:predict", "{\"instances\":[1]}").text())
                .isEqualTo("{\"predictions\":[1]}");
        assertThat(infer("v2-fresh", TENSORS).json().path("model_name").asText()).isEqualTo("v2-fresh");
        assertThat(get("/v2/models/v2-fresh/ready").status()).isEqualTo(200);
        assertThat(names(get("/v2/models").json().path("models"))).contains("v2-fresh");
        assertThat(states("")).contains("v2-fresh READY ");

        assertThat(unload("v2-fresh").text()).isEqualTo("{\"name\":\"v2-fresh\",\"unload\":true}");
        assertUnknown("v2-fresh");
        V2Errors.of(unload("v2-fresh"), 404);
    }

    @Test
    void doesNotHideAModelOfAnUpstream() {
        var target = target(UpstreamScript.answers("It is 391."));
        assertThat(load(target.name()).status()).isEqualTo(200);
        try {
            assertThat(infer(target.name(), TENSORS).status()).isEqualTo(200);
            assertThat(client.chat(Chat.ask(target.name())).content(0)).isEqualTo("It is 391.");
            assertThat(client.chat(Chat.ask("re2-" + target.name())).content(0)).isEqualTo("It is 391.");
        } finally {
            unload(target.name());
        }
    }

    @Test
    void reloadsLoadedModels() {
        for (String name : List.of("echo", "v2-again", "v2-again")) {
            assertThat(load(name).status()).isEqualTo(200);
            assertThat(infer(name, TENSORS).status()).isEqualTo(200);
        }
        unload("v2-again");
    }

    @ParameterizedTest
    @CsvSource({"bad1,Could not load model bad1", "no1,is not ready", "notready,is not ready"})
    void reportsWhyAModelDidNotLoad(String name, String why) {
        assertThat(V2Errors.of(load(name), 503)).contains(name, why);

        assertThat(get("/v2/models/" + name).status()).isEqualTo(name.equals("notready") ? 200 : 404);
    }

    @Test
    void ignoresTheBody() {
        assertThat(post(REPOSITORY + "echo/load", "{\"parameters\":").status()).isEqualTo(200);
        assertThat(client.send("POST", REPOSITORY + "echo/load", "").status()).isEqualTo(200);
    }

    @Test
    void returns404ForUnloadingAnUnknownModel() {
        assertThat(V2Errors.of(unload("unknown"), 404)).isEqualTo("Model with name unknown does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "enc", "gen", V2ModelsResource.PLAIN, V2ModelsResource.NATIVE})
    void removesAnUnloadedModelEverywhereAndLoadsItAgain(String name) {
        target(UpstreamScript.answers("It is 391."));
        assertThat(unload(name).status()).isEqualTo(200);
        try {
            assertUnknown(name);
        } finally {
            assertThat(load(name).status()).isEqualTo(200);
        }
        assertThat(get("/v1/models/" + name).status()).isEqualTo(200);
        assertThat(get("/v2/models/" + name + "/ready").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen", V2ModelsResource.PLAIN, V2ModelsResource.NATIVE})
    void removesAnUnloadedChatModel(String name) {
        target(UpstreamScript.answers("It is 391."));
        unload(name);
        try {
            for (String path : List.of("/v1/chat/completions", "/openai/v1/chat/completions")) {
                assertThat(post(path, Chat.ask(name)).status()).isEqualTo(404);
            }
            assertThat(post("/v1/completions", Texts.complete(name)).status()).isEqualTo(404);
            assertThat(names(get("/v1/models").json().path("data").findValues("id"))).doesNotContain(name);
        } finally {
            load(name);
        }
        assertThat(post("/v1/chat/completions", Chat.ask(name)).status()).isEqualTo(200);
    }

    /** An unloaded model is also unknown by names that refer to it. */
    @Test
    void removesAnUnloadedModelBehindAStrategyAndAnUnloadedEncoder() {
        unload("gen");
        unload("enc");
        try {
            assertThat(post("/v1/chat/completions", Chat.ask("re2-gen")).status()).isEqualTo(404);
            assertThat(post("/v1/chat/completions", Chat.stream("bon-gen")).status()).isEqualTo(404);
            assertThat(post("/v1/embeddings", Texts.embed("enc")).status()).isEqualTo(404);
            assertThat(post("/v1/rerank", Texts.rank("enc")).status()).isEqualTo(404);
            assertThat(get("/v1/models/re2-gen").status()).isEqualTo(404);
            assertThat(infer(V2ModelsResource.OF_SERVED, TENSORS).status()).isEqualTo(404);
            assertThat(post("/v1/completions", Texts.complete(V2ModelsResource.OF_SERVED)).status()).isEqualTo(404);
        } finally {
            load("gen");
            load("enc");
        }
        assertThat(infer(V2ModelsResource.OF_SERVED, TENSORS).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"ready\":false}", "{\"ready\":null}"})
    void listsAll(String body) {
        assertThat(states(body)).contains("echo READY ", "notready UNAVAILABLE ", "gen READY ");
    }

    @Test
    void listsReadyModels() {
        assertThat(states("{\"ready\":true}")).contains("echo READY ").allMatch(state -> state.endsWith(" READY "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ready\":1}", "{\"ready\":\"true\"}", "{", "[]", "7"})
    void rejectsInvalidBodies(String body) {
        assertThat(V2Errors.of(post("/v2/repository/index", body), 400)).contains("expected");
    }

    private void assertUnknown(String name) {
        V2Errors.of(get("/v1/models/" + name), 404);
        V2Errors.of(post("/v1/models/" + name + ":predict", "{\"instances\":[\"a\"]}"), 404);
        V2Errors.of(get("/v2/models/" + name), 404);
        V2Errors.of(get("/v2/models/" + name + "/ready"), 404);
        V2Errors.of(infer(name, TENSORS), 404);
        V2Errors.of(post("/v2/models/" + name + "/generate", "{\"text_input\":\"a\"}"), 404);
        assertThat(names(get("/v2/models").json().path("models"))).doesNotContain(name);
        assertThat(names(get("/v1/models").json().path("models"))).doesNotContain(name);
        assertThat(states("")).noneMatch(state -> state.startsWith(name + " "));
    }

    private HttpReply load(String name) {
        return post(REPOSITORY + name + "/load", "{}");
    }

    private HttpReply unload(String name) {
        return post(REPOSITORY + name + "/unload", "{}");
    }

    private List<String> states(String body) {
        return post("/v2/repository/index", body).json().valueStream()
                .map(entry -> entry.path("name").textValue() + " " + entry.path("state").textValue() + " "
                        + entry.path("version").textValue() + entry.path("reason").textValue())
                .toList();
    }

    private static List<String> names(Iterable<JsonNode> names) {
        return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
    }
}
