package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** A request with a wrong method is rejected with the method of the OpenAPI description. */
@QuarkusTest
class AllowedMethodsTest extends V2Test {

    /** Described, but not served by default. */
    private static final String DISABLED = "/mcp";

    @Test
    void areThoseOfTheOpenApiDescription() {
        JsonNode paths = get("/q/openapi?format=json").json().path("paths");

        assertThat(paths.properties()).extracting(Map.Entry::getKey).contains("/v2/models/{name}/infer", "/v1/models",
                "/v2/repository/index", "/v1/rerank");
        assertThat(paths.properties())
                .filteredOn(path -> !path.getKey().startsWith("/q/") && !path.getKey().equals(DISABLED))
                .allSatisfy(path -> {
                    String example = path.getKey().replace("{target}", "x:predict").replaceAll("\\{[^}]*}", "x");
                    HttpReply reply = client.send("PATCH", example, "");
                    assertThat(reply.status()).isEqualTo(405);
                    assertThat(reply.header("Allow").toLowerCase(Locale.ROOT))
                            .isEqualTo(path.getValue().fieldNames().next());
                    assertThat(reply.text()).contains("(expected " + reply.header("Allow") + ")");
                });
    }
}
