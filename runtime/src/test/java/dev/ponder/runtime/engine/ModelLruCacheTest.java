package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.engine.ModelLruCache.Model;

class ModelLruCacheTest {

    private final ModelLruCache<Integer> learned = new ModelLruCache<>();

    private static Model model(int number) {
        return new Model("a", "m" + number);
    }

    @Test
    void modelsOfOtherUpstreamsAreOthers() {
        learned.put(model(1), 1);

        assertThat(learned.of(model(1), 0)).isEqualTo(1);
        assertThat(learned.of(new Model("b", "m1"), 0)).isZero();
    }

    @Test
    void whatWasNotUsedForLongestIsForgottenFirst() {
        for (int i = 0; i < ModelLruCache.MOST_MODELS; i++) {
            learned.put(model(i), 1);
        }
        learned.of(model(0), 0);
        learned.put(model(ModelLruCache.MOST_MODELS), 1);

        assertThat(learned.of(model(0), 0)).isEqualTo(1);
        assertThat(learned.of(model(1), 0)).isZero();
    }
}
