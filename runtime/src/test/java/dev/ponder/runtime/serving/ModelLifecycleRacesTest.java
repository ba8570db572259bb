package dev.ponder.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/** What happens to a model while something else happens to it. */
class ModelLifecycleRacesTest {

    private final VirtualTime time = new VirtualTime();
    private final RecordingModelMetrics metrics = new RecordingModelMetrics();
    private final ToyModel builtIn = new ToyModel();
    private final List<String> done = new ArrayList<>();
    private final Deque<UniEmitter<? super Object>> loading = new ArrayDeque<>();
    private final ModelRegistry registry = new ModelRegistry(List.of(ModelDefinition.of("one", builtIn)),
            Runnable::run);
    private ModelRepository repository = name -> Uni.createFrom().item(slow());

    private ModelLifecycle lifecycle() {
        return new ModelLifecycle(registry, List.of(name -> repository.find(name)), TestConfig.defaults(), metrics,
                time);
    }

    private ToyModel slow() {
        var model = new ToyModel();
        model.load = Uni.createFrom().<Object>emitter(loading::add);
        return model;
    }

    private void note(String name, Uni<Void> change) {
        change.subscribe().with(ended -> done.add(name), failure -> done.add(name + ": " + failure.getMessage()));
    }

    private void loaded() {
        loading.remove().complete(true);
    }

    @Test
    void aLoadWhoseClientLeavesGoesOn() {
        var lifecycle = lifecycle();
        lifecycle.load("two").subscribe().with(ended -> done.add("told")).cancel();

        loaded();

        assertThat(registry.get("two").ready()).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void aLoadStartsWithoutASubscriber() {
        Uni<Void> unheard = lifecycle().load("two");
        loaded();

        assertThat(registry.get("two").ready()).isTrue();
        note("told later", unheard);
        assertThat(done).containsExactly("told later");
    }

    @Test
    void aBuiltInModelWhoseLoadIsLeftIsReadyInTheEnd() {
        builtIn.load = Uni.createFrom().<Object>emitter(loading::add);
        var lifecycle = lifecycle();
        lifecycle.start(new StartupEvent());
        assertThat(lifecycle.ready()).isFalse();
        loaded();
        registry.get("one").whenReady();
        builtIn.ready = false;

        lifecycle.load("one").subscribe().with(ended -> done.add("told")).cancel();
        loaded();

        assertThat(lifecycle.ready()).isTrue();
    }

    @Test
    void oneThingComesAfterTheOther() {
        var lifecycle = lifecycle();
        note("load", lifecycle.load("two"));
        note("unload", lifecycle.unload("two"));
        note("load again", lifecycle.load("two"));
        assertThat(done).isEmpty();
        assertThat(loading).hasSize(1);

        loaded();
        assertThat(done).containsExactly("load", "unload");

        loaded();
        assertThat(done).containsExactly("load", "unload", "load again");
        assertThat(registry.get("two").ready()).isTrue();
    }

    @Test
    void aModelIsUnloadedWhenItsLastRequestEnds() {
        var lifecycle = lifecycle();
        lifecycle.start(new StartupEvent());
        Runnable over = registry.get("one").use();
        Runnable other = registry.get("one").use();

        note("unload", lifecycle.unload("one"));
        assertThat(registry.find("one")).isEmpty();
        assertThat(builtIn.unloads).isZero();

        over.run();
        over.run();
        assertThat(builtIn.unloads).isZero();
        other.run();
        assertThat(builtIn.unloads).isOne();
        assertThat(done).containsExactly("unload");
        assertThat(metrics.measured).containsExactly("one forgotten");
    }

    @Test
    void aModelThatAnswersForTooLongIsUnloadedAllTheSame() {
        var lifecycle = lifecycle();
        lifecycle.start(new StartupEvent());
        registry.get("one").use();

        note("unload", lifecycle.unload("one"));
        time.advance(Duration.ofSeconds(29));
        assertThat(builtIn.unloads).isZero();
        time.advance(Duration.ofSeconds(1));

        assertThat(builtIn.unloads).isOne();
        assertThat(done).containsExactly("unload");
    }

    @Test
    void aModelThatIsFoundTwiceIsNotUnloaded() {
        var same = new ToyModel();
        repository = name -> Uni.createFrom().item(same);
        var lifecycle = lifecycle();
        note("first", lifecycle.load("two"));
        note("second", lifecycle.load("two"));
        same.load = false;
        note("third", lifecycle.load("two"));

        assertThat(done).hasSize(3).startsWith("first", "second");
        assertThat(same.unloads).isZero();
    }

    @Test
    void aRepositoryThatBreaksDownIsToldAsNotReady() {
        repository = name -> {
            throw new IllegalStateException("secret");
        };
        note("thrown", lifecycle().load("two"));
        repository = name -> Uni.createFrom().item((InferenceModel) null);
        note("none", lifecycle().load("two"));

        assertThat(done).containsExactly(
                "thrown: Model with name two is not ready. It could not be loaded (see the server's log).",
                "none: Model with name two is not ready. The repository has none of this name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "line\nforged", "bell\u0007", ""})
    void whatIsNoNameIsRefused(String name) {
        note("load", lifecycle().load(name));

        assertThat(done).singleElement().asString().contains("expected 1 to 256 characters").doesNotContain("forged");
    }
}
