package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;

class ModelKnowledgeTest {

    private final ModelKnowledge knowledge = new ModelKnowledge();

    private static Model model(int number) {
        return new Model("a", "m" + number);
    }

    @Test
    void modelsOfOtherUpstreamsAreOtherModels() {
        knowledge.learn(model(1), NSupport.HONOURED);
        knowledge.learnRejected(model(1), "temperature");

        assertThat(knowledge.nSupport(model(1))).isEqualTo(NSupport.HONOURED);
        assertThat(knowledge.rejectedParameters(model(1))).containsExactly("temperature");
        assertThat(knowledge.nSupport(new Model("b", "m1"))).isEqualTo(NSupport.UNKNOWN);
        assertThat(knowledge.rejectedParameters(new Model("b", "m1"))).isEmpty();
    }

    @Test
    void whatIsLearnedLaterKeepsWhatIsKnown() {
        knowledge.learnRejected(model(1), "temperature");
        knowledge.learn(model(1), NSupport.UNSUPPORTED);
        knowledge.learnRejected(model(1), "max_tokens");

        assertThat(knowledge.nSupport(model(1))).isEqualTo(NSupport.UNSUPPORTED);
        assertThat(knowledge.rejectedParameters(model(1))).containsExactlyInAnyOrder("temperature", "max_tokens");
    }

    @Test
    void theLeastRecentlyUsedModelIsDroppedFirst() {
        for (int i = 0; i < ModelKnowledge.MAX_MODELS; i++) {
            knowledge.learn(model(i), NSupport.HONOURED);
        }
        knowledge.nSupport(model(0));
        knowledge.learn(model(ModelKnowledge.MAX_MODELS), NSupport.HONOURED);

        assertThat(knowledge.nSupport(model(0))).isEqualTo(NSupport.HONOURED);
        assertThat(knowledge.nSupport(model(1))).isEqualTo(NSupport.UNKNOWN);
    }
}
