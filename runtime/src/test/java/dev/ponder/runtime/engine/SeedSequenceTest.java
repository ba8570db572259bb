package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.LongNode;

import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.Requests;

class SeedSequenceTest {

    private static final UpstreamCall CALL = new UpstreamCall("m", Conversation.of(), Map.of(), 1);

    private static List<Integer> seeds(long seed) {
        var sequence = new SeedSequence(
                Requests.with(Requests.question("Why?"), "seed", LongNode.valueOf(seed)));
        return IntStream.range(0, 100).mapToObj(i -> sequence.apply(CALL).parameters().get("seed").intValue()).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void seedsAreDistinctRepeatableAndTakenByEveryServer(long seed) {
        assertThat(seeds(seed)).isEqualTo(seeds(seed)).doesNotHaveDuplicates().allMatch(each -> each >= 0);
    }

    @Test
    void theFirstIsTheClientsOwn() {
        assertThat(seeds(7).get(0)).isEqualTo(7);
    }

    @Test
    void aRequestWithoutSeedLeavesChanceToTheUpstream() {
        assertThat(new SeedSequence(Requests.question("Why?")).apply(CALL)).isEqualTo(CALL);
    }
}
