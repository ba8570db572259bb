package dev.ponder.kserve.v2.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(60)
class GenerateKeepAliveTest extends V2Test {

    private static final String STREAM = "/v2/models/" + V2ModelsResource.EMULATED + "/generate_stream";

    @Test
    void sendsKeepAlivesAndReportsALateErrorInTheStream() throws Exception {
        var call = new CompletableFuture<FakeCall>();
        target(call::complete);
        var response = client.at(STREAM).chatLive("{\"text_input\":\"x\"}");
        call.get();
        try (LiveReply reply = response.join()) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(reply.nextLine()).isEqualTo(": keep-alive");
            assertThat(reply.nextLine()).isEmpty();
            var failing = UpstreamScript.responds(401, ChatJson.error("Who are you", "x").toString(), Map.of());
            var model = target(failing);
            model.calls().stream().filter(open -> !open.closed()).forEach(failing::play);

            HttpReply rest = HttpReply.ofStream(reply.rest());
            assertThat(rest.text()).doesNotContain("[DONE]", "event:");
            assertThat(rest.chunks()).singleElement().satisfies(event -> {
                assertThat(event.fieldNames()).toIterable().containsExactly("error");
                assertThat(event.path("error").textValue()).contains("Who are you");
            });
        }
    }
}
