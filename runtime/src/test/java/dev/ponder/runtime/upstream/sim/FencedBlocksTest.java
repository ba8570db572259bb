package dev.ponder.runtime.upstream.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.upstream.sim.FencedBlocks.Block;

class FencedBlocksTest {

    @Test
    void separatesTheBlocksFromTheTextAroundThem() {
        var fenced = FencedBlocks.of("Look: <candidate-1a2b3c4d label=\"A\">one</candidate-1a2b3c4d> and "
                + "<draft-1a2b3c4d label=\"2\">\ntwo\n</draft-1a2b3c4d> <plan-00000000>three</plan-00000000>. Done");

        assertThat(fenced.blocks()).containsExactly(new Block("candidate", "A", "one"),
                new Block("draft", "2", "\ntwo\n"),
                new Block("plan", "", "three"));
        assertThat(fenced.rest()).isEqualTo("Look: \n and \n \n. Done");
    }

    @Test
    void leavesTextThatOnlyLooksLikeOne() {
        String text = "a < b <draft> x </draft> <draft-12 label=\"1\">y</draft-12> "
                + "<draft-1a2b3c4d label=\"1\"> unclosed";

        assertThat(FencedBlocks.of(text)).isEqualTo(new FencedBlocks(List.of(), text));
    }

    @Test
    void aBlockInsideAnotherIsItsText() {
        var fenced = FencedBlocks.of("<a-11111111><b-22222222>x</b-22222222></a-11111111>");

        assertThat(fenced.blocks()).containsExactly(new Block("a", "", "<b-22222222>x</b-22222222>"));
    }

    @Test
    void takesLinearTimeOverBlocksThatNobodyCloses() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            FencedBlocks.of("<draft-1a2b3c4d>".repeat(200_000));
            FencedBlocks.of("<".repeat(3_000_000));
            FencedBlocks.of("<a".repeat(1_500_000));
        });
    }
}
