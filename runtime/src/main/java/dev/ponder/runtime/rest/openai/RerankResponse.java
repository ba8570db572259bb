package dev.ponder.runtime.rest.openai;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.engine.UsageEstimate;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;

/** The response of {@code /v1/rerank}: the best document first, equal ones in the order of the request. */
final class RerankResponse {

    private RerankResponse() {
    }

    static ObjectNode of(ResponseMetadata metadata, RerankRequest request, List<Double> scores) {
        if (scores.size() != request.documents().size()) {
            throw new IllegalStateException(
                    "model '" + metadata.model() + "' returned " + scores.size() + " scores for "
                            + request.documents().size() + " documents (expected one for each)");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", metadata.id()).put("model", metadata.model());
        long tokens = UsageEstimate.tokens(request.documents()) + UsageEstimate.tokens(List.of(request.query()));
        json.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        ArrayNode results = json.putArray("results");
        IntStream.range(0, scores.size()).boxed()
                .sorted(Comparator.comparing(scores::get, Comparator.reverseOrder()))
                .limit(request.limit())
                .forEach(index -> result(results.addObject().put("index", index), request.documents().get(index),
                        scores.get(index)));
        json.putObject("ponder").put("usage_estimated", true);
        return json;
    }

    private static void result(ObjectNode result, String document, double score) {
        result.putObject("document").put("text", document);
        result.put("relevance_score", score);
    }
}
