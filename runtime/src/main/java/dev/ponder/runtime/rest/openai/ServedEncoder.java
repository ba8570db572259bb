package dev.ponder.runtime.rest.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.EncoderModel;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.rest.error.RequestErrors;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;

/** Computes vectors of texts and ranks documents by a served model. */
@ApplicationScoped
class ServedEncoder {

    private final Clock clock;
    private final RandomGenerator random;
    private final Timer timer;

    ServedEncoder(Clock clock, RandomGenerator random, Timer timer) {
        this.clock = clock;
        this.random = random;
        this.timer = timer;
    }

    /** The model's answer. Fails if it does not arrive before the request's deadline. The model is in use until then. */
    Uni<Response> answer(RegisteredModel model, ClientRequest client) {
        EncoderModel encoder = model.definition().encoder().orElseThrow();
        Duration deadline = client.limits().deadline();
        return Uni.createFrom().deferred(() -> {
            Runnable release = model.use();
            Uni<ObjectNode> body = Uni.createFrom()
                    .deferred(() -> client.endpoint().equals(OpenAiEndpoints.RERANK)
                            ? rank(encoder, client)
                            : embed(encoder, client));
            return timer.limit(body.onTermination().invoke(release), deadline,
                    () -> RequestErrors.deadlineExceeded(deadline)).map(JsonResponses::of);
        });
    }

    private Uni<ObjectNode> embed(EncoderModel model, ClientRequest client) {
        ObjectNode body = client.body().parsed();
        List<String> texts = PromptReader.read(JsonField.of(body, "input"), "a text or a list of texts");
        JsonField dimensions = JsonField.of(body, "dimensions");
        if (dimensions.present()) {
            throw RequestException.invalid("dimensions", "dimensions: model '" + client.model()
                    + "' has vectors of a fixed length (expected no dimensions)");
        }
        EmbeddingsResponse.Encoding encoding = EmbeddingsResponse.Encoding.read(JsonField.of(body, "encoding_format"));
        return model.embed(texts).emitOn(EventLoopExecutor.here())
                .map(vectors -> EmbeddingsResponse.of(metadata("embd-", client), texts, vectors, encoding));
    }

    private Uni<ObjectNode> rank(EncoderModel model, ClientRequest client) {
        RerankRequest rerank = RerankRequest.of(client.body().parsed());
        return model.rank(rerank.query(), rerank.documents()).emitOn(EventLoopExecutor.here())
                .map(scores -> RerankResponse.of(metadata("rerank-", client), rerank, scores));
    }

    private ResponseMetadata metadata(String prefix, ClientRequest client) {
        return ResponseMetadata.fresh(prefix, client.model(), clock, random);
    }
}
