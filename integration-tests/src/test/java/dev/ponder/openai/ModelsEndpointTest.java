package dev.ponder.openai;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeUpstream;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ModelsEndpointTest extends ServerTest {

    @Test
    void listsTheModelsOfAllReachableUpstreams() {
        when().get("/v1/models").then().statusCode(200).contentType("application/json")
                .body("object", is("list"))
                .body("data.id", hasItems(FakeUpstream.LISTED.toArray(String[]::new)))
                .body("data.find { it.id == 'listed' }.owned_by", is("tests"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"listed", "team/llama-3.3/70b", "none-of-yours", "re2-listed", "moa-team/llama-3.3/70b",
            "first_of_n&two_stage-listed"})
    void describesAModelUnderTheRequestedName(String name) {
        given().urlEncodingEnabled(false).when().get("/v1/models/" + name).then().statusCode(200)
                .body("id", is(name)).body("object", is("model")).body("owned_by", is("tests"));
    }

    @Test
    void acceptsEncodedSlashes() {
        given().urlEncodingEnabled(false).when().get("/v1/models/team%2Fllama-3.3%2F70b").then().statusCode(200)
                .body("id", is("team/llama-3.3/70b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "re2-unknown", "team/unknown"})
    void returns404ForUnknownModels(String name) {
        when().get("/v1/models/" + name).then().statusCode(404)
                .body("error", is("Model with name " + name + " does not exist."));
        when().get("/openai/v1/models/" + name).then().statusCode(404)
                .body("error.code", is("model_not_found"))
                .body("error.type", is("invalid_request_error"))
                .body("error.message", containsString(name));
    }
}
