package dev.ponder.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import java.net.URL;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.profiles.McpServerProfile;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;

/** MCP clients call strategies as tools. */
@QuarkusTest
@TestProfile(McpServerProfile.class)
class McpServerTest {

    private static final String QUESTION = "{\"question\":\"What is 17*23?\"}";

    @TestHTTPResource
    URL server;

    private static ValidatableResponse send(String body) {
        return given().contentType("application/json").accept("application/json").body(body).post("/mcp").then();
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + ",\"_meta\":{\"progressToken\":\"t\"}}}";
    }

    @Test
    void theClientOfTheSdkListsAndCallsTools() {
        var transport = HttpClientStreamableHttpTransport.builder(server.toString().replaceAll("/$", "")).build();
        try (var client = McpClient.sync(transport).build()) {
            client.initialize();
            assertThat(client.listTools().tools()).extracting(Tool::name).contains("moa", "bon").doesNotContain("mcp");
            CallToolResult result = client
                    .callTool(new CallToolRequest("bon", Map.of("question", "What is 17*23?")));

            assertThat(result.isError()).isFalse();
            assertThat(((TextContent) result.content().get(0)).text()).contains("391");
        }
    }

    @Test
    void aWholeResponseHasTheAnswerAndTheStrategy() {
        send(call("moa", QUESTION)).statusCode(200).body("id", is(7)).body("result.isError", is(false))
                .body("result.content[0].text", containsString("391"))
                .body("result._meta.'ponder/strategy'", is("moa"));
    }

    @Test
    void theStrategyIsTheToolWhateverTheHeaderSays() {
        given().header("X-Ponder-Strategy", "moa").contentType("application/json").accept("application/json")
                .body(call("re2", QUESTION)).post("/mcp").then().statusCode(200)
                .body("result._meta.'ponder/strategy'", is("re2"));
    }

    @Test
    void aStreamHasTheProgressAndThenTheResult() {
        String stream = given().contentType("application/json").accept("application/json, text/event-stream")
                .body(call("moa", QUESTION)).post("/mcp").then().statusCode(200)
                .contentType(containsString("text/event-stream")).extract().asString();

        assertThat(stream).contains("notifications/progress").contains("\"progressToken\":\"t\"");
        assertThat(stream.strip().lines().reduce("", (before, line) -> line)).contains("\"result\"").contains("391");
    }

    @Test
    void parametersOfTheStrategyAreChecked() {
        send(call("bon", "{\"question\":\"What is 17*23?\",\"parameters\":{\"samples\":2}}")).statusCode(200)
                .body("result.isError", is(false));
        send(call("bon", "{\"question\":\"x\",\"parameters\":{\"samples\":-1}}")).statusCode(200)
                .body("result.isError", is(true)).body("result.content[0].text", containsString("samples"));
        send(call("bon", "{}")).statusCode(200).body("result.isError", is(true));
        send(call("nothing", QUESTION)).statusCode(200).body("error.code", is(-32602));
    }

    @Test
    void strategiesThatAreNotEnabledAreNoTools() {
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").statusCode(200)
                .body("result.tools.name", hasItem("re2"))
                .body("result.tools.find { it.name == 'bon' }.inputSchema.properties.parameters.properties.samples.type",
                        is("integer"));
        send(call("mcp", QUESTION)).body("error.code", is(-32602));
    }

    @Test
    void theProtocolIsAnswered() {
        send("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}")
                .statusCode(200).header("Mcp-Session-Id", notNullValue())
                .body("result.protocolVersion", is("2025-06-18"));
        send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").statusCode(200).body("id", is(2));
        send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/list\"}").body("error.code", is(-32601));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").statusCode(202);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}")
                .statusCode(202);
        send("no json").statusCode(400).body("error.code", is(-32700));
        send("[]").statusCode(400).body("error.code", is(-32600));
        given().get("/mcp").then().statusCode(405);
        given().header("Mcp-Session-Id", "x").delete("/mcp").then().statusCode(204);
        given().header("MCP-Protocol-Version", "1999-01-01").body("{}").post("/mcp").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://evil.example:8080", "null", "http://localhost.evil.example",
            "not an origin"})
    void pagesOfOtherOriginsAreRejected(String origin) {
        given().header("Origin", origin).contentType("application/json").body(call("re2", QUESTION)).post("/mcp")
                .then().statusCode(403).body("error.code", is(-32600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080"})
    void pagesOfThisMachineAreAllowed(String origin) {
        given().header("Origin", origin).contentType("application/json")
                .body("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}").post("/mcp").then().statusCode(200);
    }
}
