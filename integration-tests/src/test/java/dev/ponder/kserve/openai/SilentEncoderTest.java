package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** An encoder that does not answer has the deadline of the request, and is cancelled when the client disconnects. */
@QuarkusTest
@Timeout(60)
class SilentEncoderTest extends V2Test {

    @Inject
    Silent encoder;

    @Test
    void hasTheDeadlineOfTheRequest() {
        HttpReply reply = post("/v1/embeddings",
                "{\"model\":\"v2-silent\",\"input\":\"a\",\"ponder\":{\"budget\":{\"deadline_ms\":50}}}");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.json().path("error").path("code").asText()).isEqualTo("deadline_exceeded");
    }

    @Test
    void isCancelledWhenItsClientDisconnects() throws Exception {
        encoder.called = new CompletableFuture<>();
        encoder.cancelled = new CompletableFuture<>();
        var raw = new RawHttpClient(server).post("/v1/embeddings", "{\"model\":\"v2-silent\",\"input\":\"a\"}",
                RawHttpClient.JSON);
        encoder.called.get(20, TimeUnit.SECONDS);

        raw.disconnect();

        assertThat(encoder.cancelled.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @ServedModel("v2-silent")
    static class Silent implements EncoderModel {

        volatile CompletableFuture<Boolean> called = new CompletableFuture<>();
        volatile CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

        @Override
        public Uni<List<float[]>> embed(List<String> texts) {
            return Uni.createFrom().<List<float[]>>nothing()
                    .onSubscription().invoke(() -> called.complete(true))
                    .onCancellation().invoke(() -> cancelled.complete(true));
        }
    }
}
