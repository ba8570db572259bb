package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.upstream.UpstreamCall;

class SeedSequenceTest {

    private static final UpstreamCall CALL = new UpstreamCall("m", Conversation.of(), Map.of(), 1);

    private static SeedSequence of(long seed, int choice) {
        return new SeedSequence(OptionalLong.of(seed), choice);
    }

    private static long seed(UpstreamCall call) {
        return call.parameters().get("seed").longValue();
    }

    private static List<Long> samples(SeedSequence sequence) {
        return IntStream.range(0, 100).mapToObj(i -> seed(sequence.numbered(CALL, i))).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 9007199254740993L, Long.MAX_VALUE,
            Long.MIN_VALUE})
    void theAnswerHasTheClientsSeedAndSamplesCountFromIt(long seed) {
        assertThat(seed(of(seed, 0).answer(CALL))).isEqualTo(seed);
        assertThat(samples(of(seed, 0))).startsWith(seed, seed + 1, seed + 2).doesNotHaveDuplicates();
    }

    @Test
    void choicesHaveOtherSeeds() {
        assertThat(seed(of(7, 1).answer(CALL))).isEqualTo(8);
        assertThat(Stream.of(of(7, 0), of(7, 1), of(7, 2)).flatMap(choice -> samples(choice).stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void laterCallsOfStageContinueItsIndexes() {
        SeedSequence sequence = of(7, 0);

        assertThat(List.of(sequence.reserve("sample", 3), sequence.reserve("judge", 2), sequence.reserve("sample", 3)))
                .containsExactly(0, 0, 3);
    }

    @Test
    void aRequestWithoutSeedLeavesChanceToTheUpstream() {
        var sequence = new SeedSequence(OptionalLong.empty(), 1);

        assertThat(sequence.answer(CALL)).isEqualTo(CALL);
        assertThat(sequence.numbered(CALL, 3)).isEqualTo(CALL);
    }
}
