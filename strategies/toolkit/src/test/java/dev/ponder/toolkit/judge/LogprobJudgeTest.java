package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

class LogprobJudgeTest {

    @Test
    void averagesTheLogProbabilitiesOfTheTokens() {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        ArrayNode tokens = logprobs.putArray("content");
        tokens.addObject().put("token", "a").put("logprob", -1);
        tokens.addObject().put("token", "b").put("logprob", -2);

        assertThat(LogprobJudge.mean(logprobs)).hasValue(-1.5);
    }

    @Test
    void hasNoMeanWithoutTokens() {
        assertThat(LogprobJudge.mean(null)).isEmpty();
        assertThat(LogprobJudge.mean(JsonNodeFactory.instance.objectNode().putNull("content"))).isEmpty();
    }
}
