package dev.ponder.security;

import static dev.ponder.profiles.AccessProfile.FILE_KEY;
import static dev.ponder.profiles.AccessProfile.FULL_KEY;
import static dev.ponder.profiles.AccessProfile.LOW_KEY;
import static dev.ponder.profiles.AccessProfile.RE2_KEY;
import static dev.ponder.profiles.AccessProfile.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.profiles.AccessProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;

/** Who may use what, in every protocol. */
@QuarkusTest
@TestProfile(AccessProfile.class)
class AccessTest extends ServerTest {

    private FakeModel answering(String name) {
        return upstream.named(name).plays(UpstreamScript.answers("It is 391."));
    }

    private static String[] bearer(String key) {
        return new String[]{"Authorization", "Bearer " + key};
    }

    private static void assertForbidden(HttpReply reply, String... parts) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("code").asText()).isEqualTo("permission_error");
        assertThat(error.path("message").asText()).contains(parts);
    }

    // Who it is

    @ParameterizedTest
    @CsvSource({"POST,/v1/chat/completions", "POST,/v1/completions", "POST,/v1/embeddings", "POST,/v1/rerank",
            "GET,/v1/models", "GET,/v1/models/x", "GET,/v1/strategies", "POST,/openai/v1/chat/completions",
            "POST,/openai/deployments/m/chat/completions", "GET,/nothing", "DELETE,/v1/chat/completions"})
    void openAisPathsNeedAKey(String method, String path) {
        HttpReply reply = client.send(method, path, "{}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(reply.header("x-request-id")).isNotEmpty();
        if (!path.startsWith("/v1/models")) {
            JsonNode error = OpenAiErrors.of(reply);
            assertThat(error.path("type").asText()).isEqualTo("authentication_error");
            assertThat(error.path("code").asText()).isEqualTo("invalid_api_key");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST,/v1/models/plain:predict", "POST,/v2/models/plain/infer", "POST,/v2/models/plain/generate",
            "POST,/v2/models/plain/generate_stream", "GET,/v2/models", "GET,/v2/models/plain/ready",
            "POST,/v2/repository/index", "POST,/v2/repository/models/plain/unload", "GET,/v2"})
    void kservesPathsNeedAKey(String method, String path) {
        HttpReply reply = client.send(method, path, "{}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        assertThat(reply.json().path("error").asText()).contains("has no API key");
    }

    @Test
    void theMcpEndpointNeedsAKey() {
        HttpReply reply = client.send("POST", "/mcp", mcp("tools/list", "{}"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(reply.error().path("message").asText()).contains("has no API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/v2/health/live", "/v2/health/ready", "/q/health", "/q/metrics",
            "/metrics"})
    void probesAndMetricsNeedNone(String path) {
        assertThat(client.send("GET", path, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/../v1/models", "/health/../v1/models", "/%76%31/models", "/v1/models/",
            "/v1//models"})
    void otherSpellingsOfAPathNeedAKey(String path) {
        assertThat(client.send("GET", path, "").status()).isIn(400, 401);
    }

    @ParameterizedTest
    @CsvSource({"Authorization,'Bearer '", "authorization,'bearer  '", "x-api-key,''", "api-key,''"})
    void aKeyIsReadFromEachHeader(String header, String scheme) {
        FakeModel model = answering("access-headers");

        HttpReply reply = client.chat(Chat.ask(model.name()), header, scheme + FULL_KEY);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(client.chat(Chat.ask(model.name()), header, scheme + FULL_KEY + "x").status()).isEqualTo(401);
    }

    @Test
    void aTokenOfTheIdentityProviderIdentifiesAClient() {
        FakeModel model = answering("access-token");
        String token = OidcWiremockTestResource.getAccessToken("alice", Set.of(ROLE, "user"));

        HttpReply reply = client.chat(Chat.ask(model.name()), bearer(token));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(model.lastCall().headers("authorization"))
                .containsExactly("Bearer " + FakeUpstreamResource.API_KEY);
        assertForbidden(client.chat(Chat.ask(model.name()),
                bearer(OidcWiremockTestResource.getAccessToken("bob", Set.of("user")))), "no role of a client");
        for (String wrong : List.of(token.substring(0, token.length() - 8) + "AAAAAAAA", "a.b.c")) {
            assertThat(client.chat(Chat.ask(model.name()), bearer(wrong)).status()).isEqualTo(401);
        }
    }

    // What it may use

    @Test
    void aStrategyThatTheClientMayNotUseIsForbiddenWhereverItIsNamed() {
        FakeModel model = answering("access-strategy");
        ObjectNode nested = Chat.ask(model.name());
        nested.putObject("ponder").put("strategy", "moa");

        assertForbidden(client.chat(Chat.ask("moa-" + model.name()), bearer(RE2_KEY)), "'re2-only'", "'moa'", "re2");
        assertForbidden(client.chat(Chat.ask("re2&moa-" + model.name()), bearer(RE2_KEY)), "'moa'");
        assertForbidden(client.chat(Chat.ask("re2|moa-" + model.name()), bearer(RE2_KEY)), "'moa'");
        assertForbidden(client.chat(nested, bearer(RE2_KEY)), "ponder.strategy", "'moa'");
        assertForbidden(client.chat(Chat.ask(model.name()), "x-api-key", RE2_KEY, "X-Ponder-Strategy", "moa"),
                "X-Ponder-Strategy");
        assertForbidden(client.chat(Chat.ask(model.name()).put("optillm_approach", "moa"), bearer(RE2_KEY)), "'moa'");
        assertForbidden(client.chat(Chat.ask("think"), bearer(RE2_KEY)), "'moa'");
        assertThat(model.calls()).isEmpty();
        assertThat(client.chat(Chat.ask("re2-" + model.name()), bearer(RE2_KEY)).status()).isEqualTo(200);
    }

    @Test
    void theDefaultStrategyIsThatOfTheClient() {
        FakeModel model = answering("access-default");

        assertThat(client.chat(Chat.ask(model.name()), bearer(RE2_KEY)).header("X-Ponder-Strategy")).isEqualTo("re2");
        assertThat(client.chat(Chat.ask(model.name()), bearer(FULL_KEY)).header("X-Ponder-Strategy"))
                .isEqualTo("none");
        assertThat(client.chat(Chat.ask("none-" + model.name()), bearer(RE2_KEY)).status()).isEqualTo(200);
    }

    @Test
    void aStrategyThatIsOffByDefaultMustBeListedByName() {
        FakeModel model = answering("file-code");

        assertForbidden(client.chat(Chat.ask("readurls-" + model.name()), bearer(FULL_KEY)), "'readurls'",
                "off by default");
        assertThat(client.chat(Chat.ask("readurls-" + model.name()), bearer(FILE_KEY)).status()).isEqualTo(200);
    }

    @Test
    void aModelThatTheClientMayNotUseIsForbiddenInEveryProtocol() {
        FakeModel model = answering("access-model");
        answering("file-judged");
        ObjectNode judged = Chat.ask("moa-file-judged");
        judged.putObject("ponder").putObject("moa").put("aggregator_model", model.name());

        assertForbidden(client.chat(Chat.ask(model.name()), bearer(FILE_KEY)), "'of-file'", model.name(), "file-*");
        assertForbidden(client.chat(Chat.ask("re2-" + model.name()), bearer(FILE_KEY)), model.name());
        assertForbidden(client.at("/v1/embeddings").chat("{\"model\":\"enc\",\"input\":\"x\"}", bearer(FILE_KEY)),
                "'enc'");
        assertForbidden(client.at("/openai/deployments/" + model.name() + "/chat/completions")
                .chat("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "api-key", FILE_KEY), model.name());
        for (String path : List.of("/v1/models/plain:predict", "/v2/models/plain/infer", "/v2/models/plain/generate",
                "/v2/models/" + model.name() + "/generate")) {
            HttpReply reply = client.at(path).chat("{\"text_input\":\"x\",\"instances\":[\"x\"],\"inputs\":[]}",
                    bearer(FILE_KEY));
            assertThat(reply.status()).as(path + reply.text()).isEqualTo(403);
            assertThat(reply.json().path("error").asText()).as(path).contains("may not use model");
        }
        assertForbidden(client.chat(judged, bearer(FILE_KEY)), "may not use model '" + model.name() + "'");
        assertThat(client.send("GET", "/v2/models/plain", "", bearer(FILE_KEY)).status()).isEqualTo(403);
        assertThat(client.send("GET", "/v1/models/plain", "", bearer(FILE_KEY)).status()).isEqualTo(403);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void anAliasIsAllowedByItsNameOrItsModel() {
        answering("aliased");

        assertThat(client.chat(Chat.ask("think"), bearer(FILE_KEY)).status()).isEqualTo(200);
        assertThat(client.chat(Chat.ask("think"), bearer(FULL_KEY)).status()).isEqualTo(200);
        assertForbidden(client.chat(Chat.ask("moa-aliased"), bearer(FILE_KEY)), "'aliased'");
    }

    @Test
    void listsHaveOnlyWhatTheClientMayUse() {
        assertThat(names("/v1/models", "models", FILE_KEY)).containsExactly("think");
        assertThat(names("/v1/models", "models", FULL_KEY)).contains("think", "plain");
        assertThat(names("/v1/models", "models", RE2_KEY)).contains("plain", "reread").doesNotContain("think",
                "drafted");
        assertThat(names("/v2/models", "models", FILE_KEY)).containsExactly("think");
        assertThat(client.send("GET", "/v1/strategies", "", bearer(RE2_KEY)).json().path("data")
                .findValuesAsText("id")).containsExactlyInAnyOrder("none", "re2");
        assertThat(client.at("/v2/repository/index").chat("", bearer(FILE_KEY)).json().findValuesAsText("name"))
                .containsExactly("think");
    }

    @Test
    void modelsAreLoadedByClientsWithThatPermission() {
        HttpReply reply = client.at("/v2/repository/models/plain/unload").chat("", bearer(FULL_KEY));

        assertThat(reply.status()).as(reply.text()).isIn(403, 501);
    }

    @Test
    void mcpClientsSeeAndCallTheirStrategiesOnly() {
        FakeModel model = answering("access-mcp");
        String arguments = "{\"question\":\"x\",\"model\":\"" + model.name() + "\"}";

        JsonNode tools = client.at("/mcp").chat(mcp("tools/list", "{}"), bearer(RE2_KEY)).json();
        assertThat(tools.path("result").path("tools").findValuesAsText("name")).contains("re2").doesNotContain("moa");
        JsonNode called = client.at("/mcp").chat(mcp("tools/call",
                "{\"name\":\"moa\",\"arguments\":" + arguments + "}"), bearer(RE2_KEY)).json();
        assertThat(called.path("result").path("isError").asBoolean()).as(called.toString()).isTrue();
        assertThat(called.toString()).contains("may not use strategy 'moa'");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void aRouterLeavesRequestsToStrategiesOfTheClientOnly() {
        FakeModel model = answering("file-routed");

        HttpReply reply = client.chat(Chat.ask("router-" + model.name()), bearer(FILE_KEY));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(List.of("none", "re2", "moa", "readurls"))
                .containsAll(List.of(reply.json().path("ponder").path("routed").asText("none").split("[&|]")));
    }

    // How much one request may cost

    @Test
    void theLimitsOfARequestAreThoseOfTheClient() {
        FakeModel model = answering("access-limits");
        ObjectNode more = Chat.ask("re2-" + model.name());
        more.putObject("ponder").putObject("budget").put("max_calls", 3);

        HttpReply tooMany = client.chat(Chat.ask("moa-" + model.name()), bearer(LOW_KEY));
        assertThat(tooMany.status()).as(tooMany.text()).isEqualTo(400);
        assertThat(OpenAiErrors.of(tooMany).path("message").asText()).contains("expected at most 2");
        HttpReply asked = client.chat(more, bearer(LOW_KEY));
        assertThat(asked.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(asked).path("param").asText()).isEqualTo("ponder.budget.max_calls");
        assertThat(client.chat(Chat.ask("re2-" + model.name()), bearer(LOW_KEY)).status()).isEqualTo(200);
    }

    @Test
    void theHealthCheckCountsTheClients() {
        JsonNode checks = client.send("GET", "/q/health", "").json().path("checks");

        assertThat(checks.valueStream().filter(check -> check.path("name").asText().equals("access")))
                .singleElement()
                .satisfies(check -> assertThat(check.path("data").path("clients").asInt()).isEqualTo(5));
    }

    private List<String> names(String path, String member, String key) {
        return client.send("GET", path, "", bearer(key)).json().path(member).valueStream().map(JsonNode::asText)
                .toList();
    }

    static String mcp(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
