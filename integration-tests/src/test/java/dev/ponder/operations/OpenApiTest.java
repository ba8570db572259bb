package dev.ponder.operations;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import org.junit.jupiter.api.Test;

import dev.ponder.support.ServerTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class OpenApiTest extends ServerTest {

    @Test
    void describesTheEndpoints() {
        when().get("/q/openapi?format=json").then().statusCode(200)
                .body("info.title", is(not(blankOrNullString())))
                .body("paths.'/v1/chat/completions'.post.operationId", is("createChatCompletion"))
                .body("paths.'/v1/completions'.post.operationId", is("createCompletion"))
                .body("paths.'/v1/embeddings'.post.operationId", is("createEmbedding"))
                .body("paths.'/v1/rerank'.post.operationId", is("rerank"))
                .body("paths.'/v1/models'.get", is(notNullValue()))
                .body("paths.'/v1/models/{id}'.get", is(notNullValue()))
                .body("paths.'/v1/strategies'.get", is(notNullValue()));
    }

    @Test
    void showsASwaggerUiInDevelopmentAndTests() {
        when().get("/q/swagger-ui/").then().statusCode(200);
    }
}
