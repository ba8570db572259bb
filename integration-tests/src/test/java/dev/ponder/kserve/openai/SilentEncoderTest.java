package dev.ponder.kserve.openai;

import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.ServedModel;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** An encoder that does not answer has as long as any request, and is left when its client leaves. */
@QuarkusTest
@Timeout(60)
class SilentEncoderTest extends V2Test {

    @Inject
    Silent encoder;

    @Test
    void hasTheTimeOfARequest() {
        HttpReply reply = post("/v1/embeddings",
                "{\"model\":\"v2-silent\",\"input\":\"a\",\"ponder\":{\"budget\":{\"deadline_ms\":50}}}");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.json().path("error").path("code").asText()).isEqualTo("deadline_exceeded");
    }

    @Test
    void isLeftWhenItsClientLeaves() throws Exception {
        encoder.asked = new CompletableFuture<>();
        encoder.left = new CompletableFuture<>();
        var visitor = new Visitor(server, "/v1/embeddings", "{\"model\":\"v2-silent\",\"input\":\"a\"}");
        encoder.asked.get(20, TimeUnit.SECONDS);

        visitor.leave();

        assertThat(encoder.left.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @ServedModel("v2-silent")
    static class Silent implements EncoderModel {

        volatile CompletableFuture<Boolean> asked = new CompletableFuture<>();
        volatile CompletableFuture<Boolean> left = new CompletableFuture<>();

        @Override
        public Uni<List<float[]>> embed(List<String> texts) {
            return Uni.createFrom().<List<float[]>>nothing()
                    .onSubscription().invoke(() -> asked.complete(true))
                    .onCancellation().invoke(() -> left.complete(true));
        }
    }
}
