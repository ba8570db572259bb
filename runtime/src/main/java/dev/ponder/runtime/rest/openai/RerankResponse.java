package dev.ponder.runtime.rest.openai;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.engine.UsageEstimate;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;

/** The response of {@code /v1/rerank}: the best first, equals in the order in which they came. */
final class RerankResponse {

    private RerankResponse() {
    }

    static ObjectNode of(ResponseMetadata identity, RerankRequest asked, List<Double> scores) {
        if (scores.size() != asked.documents().size()) {
            throw new IllegalStateException("model '" + identity.model() + "' gave " + scores.size() + " scores to "
                    + asked.documents().size() + " documents (expected one to each)");
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", identity.id()).put("model", identity.model());
        long tokens = UsageEstimate.tokens(asked.documents()) + UsageEstimate.tokens(List.of(asked.query()));
        json.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        ArrayNode results = json.putArray("results");
        IntStream.range(0, scores.size()).boxed()
                .sorted(Comparator.comparing(scores::get, Comparator.reverseOrder()))
                .limit(asked.most())
                .forEach(index -> result(results.addObject().put("index", index), asked.documents().get(index),
                        scores.get(index)));
        json.putObject("ponder").put("usage_estimated", true);
        return json;
    }

    private static void result(ObjectNode result, String document, double score) {
        result.putObject("document").put("text", document);
        result.put("relevance_score", score);
    }
}
