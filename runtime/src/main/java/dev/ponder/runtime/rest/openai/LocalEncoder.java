package dev.ponder.runtime.rest.openai;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.model.EncoderModel;
import dev.ponder.runtime.rest.http.JsonReply;
import dev.ponder.runtime.rest.openai.form.ResponseIdentity;
import dev.ponder.runtime.time.Home;
import dev.ponder.runtime.upstream.Endpoint;
import io.smallrye.mutiny.Uni;

/** Has texts embedded and documents ranked by a model of the application's own. */
@ApplicationScoped
class LocalEncoder {

    private final Clock clock;
    private final RandomGenerator random;

    LocalEncoder(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    Uni<Response> answer(EncoderModel model, ClientRequest client) {
        return client.endpoint() == Endpoint.RERANK ? rank(model, client) : embed(model, client);
    }

    private Uni<Response> embed(EncoderModel model, ClientRequest client) {
        ObjectNode body = client.upstreamBody();
        List<String> texts = PromptReader.read(BodyField.of(body, "input"), "a text or a list of texts");
        BodyField dimensions = BodyField.of(body, "dimensions");
        if (dimensions.present()) {
            throw RequestException.invalid("dimensions", "dimensions: model '" + client.model()
                    + "' has vectors of one length (expected none)");
        }
        EmbeddingsBody.Encoding encoding = EmbeddingsBody.Encoding.read(BodyField.of(body, "encoding_format"));
        return model.embed(texts).emitOn(Home.here())
                .map(vectors -> JsonReply.of(EmbeddingsBody.of(identity("embd-", client), texts, vectors,
                        encoding)));
    }

    private Uni<Response> rank(EncoderModel model, ClientRequest client) {
        RankRequest asked = RankRequest.of(client.upstreamBody());
        return model.rank(asked.query(), asked.documents()).emitOn(Home.here())
                .map(scores -> JsonReply.of(RankingBody.of(identity("rerank-", client), asked, scores)));
    }

    private ResponseIdentity identity(String prefix, ClientRequest client) {
        return ResponseIdentity.fresh(prefix, client.model(), clock, random);
    }
}
