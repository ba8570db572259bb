package com.example.words;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class WordCountTest {

    private static final String BODY = "{\"instances\": [\"one\", \"and one more\"]}";

    @Test
    void answersAsJson() {
        given().body(BODY).post("/v1/models/words:predict").then().statusCode(200).contentType("application/json")
                .body("predictions", contains(1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json, text/event-stream", "text/event-stream;q=0.5, application/json",
            "text/event-stream;q=0", "*/*"})
    void answersAsJsonWhereThatIsWantedMore(String accept) {
        given().header("Accept", accept).body(BODY).post("/v1/models/words:predict").then().statusCode(200)
                .contentType("application/json").body("predictions", contains(1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/event-stream, application/json",
            "application/json;q=0.5, text/event-stream"})
    void streamsWhenAsked(String accept) {
        given().header("Accept", accept).body(BODY).post("/v1/models/words:predict").then().statusCode(200)
                .contentType("text/event-stream").body(is("data: 1\n\ndata: 3\n\n"));
    }

    @Test
    void saysWhatIsMissing() {
        given().body("{}").post("/v1/models/words:predict").then().statusCode(400)
                .body("error", is("instances: missing (expected a list of texts)"));
    }
}
