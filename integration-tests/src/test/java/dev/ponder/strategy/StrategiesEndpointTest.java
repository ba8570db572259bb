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
import java.util.Map;

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
                .body("parameters.find { it.name == 'candidates' }.type", is("integer"))
                .body("parameters.find { it.name == 'candidates' }.minimum", is(1))
                .body("parameters.find { it.name == 'candidates' }.maximum", is(9))
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

    @Test
    void describesParametersForForms() {
        List<Map<String, Object>> parameters = get("/v1/strategies").jsonPath()
                .getList("data.find { it.id == 'bon' }.parameters");

        assertThat(parameters).allSatisfy(parameter -> {
            assertThat(parameter.get("description").toString()).isNotBlank().doesNotContain("{@", "\n");
            assertThat(parameter.get("type")).isIn("integer", "number", "boolean", "string", "array");
        });
        assertThat(parameter(parameters, "samples")).containsEntry("type", "integer").containsEntry("minimum", 1)
                .containsEntry("maximum", 64).containsKey("default");
        assertThat(parameter(parameters, "temperature")).containsEntry("type", "number")
                .containsEntry("minimum", 0f).containsEntry("maximum", 2f);
        assertThat(parameter(parameters, "judge")).containsEntry("type", "string")
                .containsEntry("enum", List.of("listwise", "pairwise", "absolute", "logprob"));
        assertThat(parameter(parameters, "judge_model")).containsEntry("type", "string").doesNotContainKey("default");
    }

    @Test
    @SuppressWarnings("unchecked")
    void describesEveryDefaultWithinItsRange() {
        List<Map<String, Object>> parameters = get("/v1/strategies").jsonPath().getList("data.parameters.flatten()");

        assertThat(parameters).filteredOn(parameter -> parameter.get("default") instanceof Number)
                .isNotEmpty().allSatisfy(parameter -> {
                    double value = ((Number) parameter.get("default")).doubleValue();
                    assertThat(value).isBetween(number(parameter.get("minimum"), Double.NEGATIVE_INFINITY),
                            number(parameter.get("maximum"), Double.POSITIVE_INFINITY));
                });
        assertThat(parameters).filteredOn(parameter -> parameter.containsKey("enum")).isNotEmpty()
                .allSatisfy(parameter -> assertThat((List<Object>) parameter.get("enum"))
                        .isNotEmpty().contains(parameter.get("default")));
    }

    @Test
    void tellsWhetherEmulationIsAllowed() {
        when().get("/v1/strategies").then()
                .body("data.emulation_allowed", everyItem(is(true)))
                .body("data.description", everyItem(is(not(blankOrNullString()))));
    }

    private static Map<String, Object> parameter(List<Map<String, Object>> parameters, String name) {
        return parameters.stream().filter(parameter -> name.equals(parameter.get("name"))).findFirst().orElseThrow();
    }

    private static double number(Object value, double otherwise) {
        return value == null ? otherwise : ((Number) value).doubleValue();
    }
}
