package dev.ponder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Fence.Block;

class FenceBlocksTest {

    @Test
    void separatesTheBlocksFromTheTextAroundThem() {
        var fenced = Fence.blocks("Look: <candidate-1a2b3c4d label=\"A\">one</candidate-1a2b3c4d> and "
                + "<draft-1a2b3c4d label=\"2\">\ntwo\n</draft-1a2b3c4d> <plan-00000000>three</plan-00000000>. Done");

        assertThat(fenced.blocks()).containsExactly(new Block("candidate", "A", "one"),
                new Block("draft", "2", "two"),
                new Block("plan", "", "three"));
        assertThat(fenced.rest()).isEqualTo("Look: \n and \n \n. Done");
    }

    @Test
    void leavesTextThatOnlyLooksLikeOne() {
        String text = "a < b <draft> x </draft> <draft-12 label=\"1\">y</draft-12> "
                + "<draft-1a2b3c4d label=\"1\"> unclosed";

        assertThat(Fence.blocks(text)).isEqualTo(new Fence.Blocks(List.of(), text));
    }

    @Test
    void aBlockInsideAnotherIsItsText() {
        var fenced = Fence.blocks("<a-11111111><b-22222222>x</b-22222222></a-11111111>");

        assertThat(fenced.blocks()).containsExactly(new Block("a", "", "<b-22222222>x</b-22222222>"));
    }

    @Test
    void readsUnclosedBlocksInLinearTime() {
        assertTimeout(Duration.ofSeconds(10), () -> {
            Fence.blocks("<draft-1a2b3c4d>".repeat(200_000));
            Fence.blocks("<".repeat(3_000_000));
            Fence.blocks("<a".repeat(1_500_000));
            Fence.blocks("<" + "a-".repeat(1_500_000));
            Fence.blocks("<a-11111111 label=\"".repeat(200_000));
        });
    }

    @Test
    void readsWhatAFenceWrote() {
        var fence = Fence.of(new SplittableRandom(1));
        String text = "Judge.\n" + fence.wrap("candidate", "A", "one\n\n") + fence.wrap("draft", "2", "<b>");

        assertThat(Fence.blocks(text).blocks()).containsExactly(new Block("candidate", "A", "one\n\n"),
                new Block("draft", "2", "<b>"));
    }
}
