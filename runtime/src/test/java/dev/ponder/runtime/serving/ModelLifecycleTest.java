package dev.ponder.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;

class ModelLifecycleTest {

    private final ToyModel one = new ToyModel();
    private final ToyModel two = new ToyModel();
    private final Map<String, InferenceModel> shelf = new HashMap<>();
    private final ModelRepository repository = name -> shelf.containsKey(name)
            ? Uni.createFrom().item(shelf.get(name))
            : Uni.createFrom().failure(ModelException.failed("Nothing on the shelf.", null));
    private final ModelRegistry registry = new ModelRegistry(
            List.of(ModelDefinition.of("one", one), ModelDefinition.of("two", two)), Runnable::run);
    private final ModelLifecycle lifecycle = lifecycle(TestConfig.defaults(), repository);

    @Test
    void loadsAllAtTheStart() {
        assertThat(lifecycle.ready()).isFalse();
        assertThatThrownBy(() -> registry.get("one").whenReady()).hasMessage("Model with name one is not ready.");

        lifecycle.start(new StartupEvent());

        assertThat(lifecycle.ready()).isTrue();
        assertThat(one.loads).isOne();
        assertThat(two.loads).isOne();
        registry.get("one").whenReady();
    }

    @Test
    void isNotStoppedByAModelThatDoesNotLoad() {
        one.load = new IllegalStateException("secret");
        two.load = Uni.createFrom().item(false);

        lifecycle.start(new StartupEvent());

        assertThat(registry.get("one").state()).isEqualTo(RegisteredModel.State.UNAVAILABLE);
        assertThat(registry.get("one").reason()).doesNotContain("secret").contains("log");
        assertThat(registry.get("two").state()).isEqualTo(RegisteredModel.State.UNAVAILABLE);
        assertThat(lifecycle.ready()).isTrue();
        assertThat(lifecycle(new TestConfig().with("ponder.kserve.ready-needs-all-models", "true").ponder()).ready())
                .isFalse();
    }

    @Test
    void tellsWhatTheModelSaysOfItself() {
        one.load = Uni.createFrom().failure(ModelException.failed("No weights.", null));
        lifecycle.start(new StartupEvent());

        assertThat(registry.get("one").reason()).isEqualTo("No weights.");
        two.ready = false;
        assertThat(registry.get("two").ready()).isFalse();
    }

    @Test
    void saysOnceThatAModelIsNotReady() {
        one.load = Uni.createFrom().failure(ModelException.notReady("one", "Warming up."));
        lifecycle.start(new StartupEvent());

        assertThat(registry.get("one").reason()).isEqualTo("Warming up.");
        assertThatThrownBy(() -> registry.get("one").whenReady())
                .hasMessage("Model with name one is not ready. Warming up.");
        assertThatThrownBy(() -> await(lifecycle.load("one")))
                .hasMessage("Model with name one is not ready. Warming up.");
    }

    @Test
    void aModelThatCannotSayWhetherItIsReadyIsNot() {
        two.readiness = () -> {
            throw new UnsupportedOperationException("secret");
        };
        lifecycle.start(new StartupEvent());

        assertThat(registry.get("two").state()).isEqualTo(RegisteredModel.State.UNAVAILABLE);
        assertThatThrownBy(() -> registry.get("two").whenReady()).hasMessage("Model with name two is not ready.");
        assertThat(lifecycle.ready()).isTrue();
    }

    @Test
    void unloadsAllAtTheEnd() {
        lifecycle.start(new StartupEvent());
        lifecycle.stop(new ShutdownEvent());

        assertThat(one.unloads).isOne();
        assertThat(two.unloads).isOne();
        assertThat(registry.get("one").ready()).isFalse();
    }

    @Test
    void leavesAModelThatIsReadyAsItIs() {
        lifecycle.start(new StartupEvent());
        await(lifecycle.load("one"));

        assertThat(one.loads).isOne();
    }

    @Test
    void loadsAgainWhatCouldNotBeLoaded() {
        one.load = false;
        lifecycle.start(new StartupEvent());
        assertThatThrownBy(() -> await(lifecycle.load("one"))).hasMessageContaining("one is not ready");
        one.load = true;

        await(lifecycle.load("one"));

        assertThat(registry.get("one").ready()).isTrue();
    }

    @Test
    void unloadsAndLoadsByName() {
        lifecycle.start(new StartupEvent());
        await(lifecycle.unload("one"));

        assertThat(registry.find("one")).isEmpty();
        assertThat(one.unloads).isOne();
        assertThatThrownBy(() -> await(lifecycle.unload("one"))).hasMessage("Model with name one does not exist.");

        await(lifecycle.load("one"));
        assertThat(registry.get("one").ready()).isTrue();
        assertThat(one.loads).isEqualTo(2);
    }

    @Test
    void findsOthersInTheRepository() {
        assertThatThrownBy(() -> await(lifecycle.load("three")))
                .hasMessage("Model with name three is not ready. Nothing on the shelf.");
        var first = new ToyModel();
        var second = new ToyModel();
        shelf.put("three", first);
        await(lifecycle.load("three"));
        shelf.put("three", second);
        await(lifecycle.load("three"));

        assertThat(registry.get("three").definition().hooks().orElseThrow().model()).isSameAs(second);
        assertThat(first.unloads).isOne();
        assertThat(second.unloads).isZero();
    }

    @Test
    void keepsTheOldOneWhereTheNewOneIsNotReady() {
        var old = new ToyModel();
        shelf.put("three", old);
        await(lifecycle.load("three"));
        var sick = new ToyModel();
        sick.ready = false;
        shelf.put("three", sick);

        assertThatThrownBy(() -> await(lifecycle.load("three"))).hasMessageContaining("three is not ready");

        assertThat(registry.get("three").definition().hooks().orElseThrow().model()).isSameAs(old);
        assertThat(old.unloads).isZero();
    }

    /** What it took on loading would never be let go of. */
    @Test
    void unloadsWhatItLoadedInVain() {
        var sick = new ToyModel();
        sick.ready = false;
        shelf.put("three", sick);

        assertThatThrownBy(() -> await(lifecycle.load("three"))).hasMessageContaining("three is not ready");

        assertThat(sick.unloads).isOne();
    }

    @Test
    void knowsNoOthersWithoutARepository() {
        var alone = lifecycle(TestConfig.defaults());

        assertThatThrownBy(() -> await(alone.load("three"))).hasMessage("Model with name three does not exist.");
    }

    private ModelLifecycle lifecycle(PonderConfig config, ModelRepository... repositories) {
        var time = new VirtualTime();
        return new ModelLifecycle(registry, List.of(repositories), config, new RecordingModelMetrics(), time);
    }

    private static void await(Uni<Void> change) {
        change.await().indefinitely();
    }
}
