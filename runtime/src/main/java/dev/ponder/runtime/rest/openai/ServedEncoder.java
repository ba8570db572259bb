package dev.ponder.runtime.rest.openai;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.EncoderModel;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;
import dev.ponder.runtime.serving.RegisteredModel;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.Endpoint;
import io.smallrye.mutiny.Uni;

/** Has texts embedded and documents ranked by a model of the application's own. */
@ApplicationScoped
class ServedEncoder {

    private final Clock clock;
    private final RandomGenerator random;
    private final Timer delays;

    ServedEncoder(Clock clock, RandomGenerator random, Timer delays) {
        this.clock = clock;
        this.random = random;
        this.delays = delays;
    }

    /** The answer of a model that encodes. It is held as long, and it has as long as any request. */
    Uni<Response> answer(RegisteredModel model, ClientRequest client) {
        EncoderModel encoder = model.definition().encoder().orElseThrow();
        return Uni.createFrom().deferred(() -> {
            Runnable over = model.use();
            Uni<ObjectNode> body = Uni.createFrom()
                    .deferred(() -> client.endpoint() == Endpoint.RERANK
                            ? rank(encoder, client)
                            : embed(encoder, client));
            return delays.limit(body.onTermination().invoke(over), client.limits().deadline(), client::late)
                    .map(JsonResponses::of);
        });
    }

    private Uni<ObjectNode> embed(EncoderModel model, ClientRequest client) {
        ObjectNode body = client.upstreamBody();
        List<String> texts = PromptReader.read(JsonField.of(body, "input"), "a text or a list of texts");
        JsonField dimensions = JsonField.of(body, "dimensions");
        if (dimensions.present()) {
            throw RequestException.invalid("dimensions", "dimensions: model '" + client.model()
                    + "' has vectors of one length (expected none)");
        }
        EmbeddingsResponse.Encoding encoding = EmbeddingsResponse.Encoding.read(JsonField.of(body, "encoding_format"));
        return model.embed(texts).emitOn(EventLoopExecutor.here())
                .map(vectors -> EmbeddingsResponse.of(identity("embd-", client), texts, vectors, encoding));
    }

    private Uni<ObjectNode> rank(EncoderModel model, ClientRequest client) {
        RerankRequest asked = RerankRequest.of(client.upstreamBody());
        return model.rank(asked.query(), asked.documents()).emitOn(EventLoopExecutor.here())
                .map(scores -> RerankResponse.of(identity("rerank-", client), asked, scores));
    }

    private ResponseMetadata identity(String prefix, ClientRequest client) {
        return ResponseMetadata.fresh(prefix, client.model(), clock, random);
    }
}
