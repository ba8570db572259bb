package dev.ponder.strategy;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.support.ServerTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StrategiesEndpointTest extends ServerTest {

    @Test
    void listsAllStrategiesInTheOrderOfTheirIds() {
        List<String> ids = get("/v1/strategies").jsonPath().getList("data.id");

        assertThat(ids).isSorted().contains("bon", "cot_reflection", "majority_voting", "moa", "none", "first_of_n",
                "re2",
                "self_consistency", "two_stage");
    }

    @Test
    void describesEach() {
        when().get("/v1/strategies").then().statusCode(200).contentType("application/json")
                .body("object", is("list"))
                .body("data.object", everyItem(is("strategy")))
                .body("data.title", everyItem(is(not(blankOrNullString()))))
                .body("data.calls", everyItem(greaterThanOrEqualTo(1)))
                .body("data.depth", everyItem(greaterThanOrEqualTo(1)));
    }

    @Test
    void listsWhatAStrategyDeclares() {
        when().get("/v1/strategies").then().rootPath("data.find { it.id == 'two_stage' }")
                .body("title", is("Two stage"))
                .body("summary", is("Thinks, then answers."))
                .body("paper", is("arXiv:0000.00000"))
                .body("kind", is("streaming"))
                .body("streaming", is("native"))
                .body("tools", is("final_stage"))
                .body("calls", is(2))
                .body("depth", is(2))
                .body("parameters", is(List.of()));
    }

    @Test
    void listsParametersWithTypeRangeAndFlatNames() {
        when().get("/v1/strategies").then().rootPath("data.find { it.id == 'first_of_n' }")
                .body("streaming", is("emulated"))
                .body("parameters.name", contains("aloud", "candidates", "choice", "doubt"))
                .body("parameters.find { it.name == 'candidates' }.type", is("int"))
                .body("parameters.find { it.name == 'candidates' }.min", is(1.0f))
                .body("parameters.find { it.name == 'candidates' }.max", is(9.0f))
                .body("parameters.find { it.name == 'candidates' }.flat", hasItem("first_of_n_candidates"));
    }

    @Test
    void countsCallsAndDepthForTheDefaults() {
        when().get("/v1/strategies").then()
                .body("data.find { it.id == 'none' }.calls", is(1))
                .body("data.find { it.id == 're2' }.calls", is(1))
                .body("data.find { it.id == 'moa' }.depth", is(3))
                .body("data.find { it.id == 'bon' }.depth", is(2))
                .body("data.find { it.id == 'majority_voting' }.depth", is(1))
                .body("data.kind", hasItems("streaming", "buffered", "transform"));
    }
}
