package dev.ponder.runtime.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.ModelCall.Protocol;
import dev.ponder.runtime.serving.ModelRequest.Accepted;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class ModelPipelineTest {

    private final VirtualTime time = new VirtualTime();
    private final RecordingModelMetrics metrics = new RecordingModelMetrics();
    private final List<String> measured = metrics.measured;
    private final ToyModel model = new ToyModel();
    private final ModelPipeline pipeline = new ModelPipeline(metrics, TestConfig.defaults(), time, time);

    @Test
    void handsEachHookWhatCameOfTheOneBefore() {
        model.preprocess = payload -> payload + "1";
        model.predict = input -> Uni.createFrom().item(input + "2");
        model.postprocess = output -> output + "3";

        assertThat(predict("0").await().indefinitely().payload()).isEqualTo("0123");
        assertThat(measured).containsExactly("toy preprocess 0", "toy predict 0", "toy postprocess 0");
    }

    @Test
    void handsNothingOnToo() {
        model.predict = input -> null;
        model.postprocess = output -> output == null ? "nothing" : output;

        assertThat(predict("0").await().indefinitely().payload()).isEqualTo("nothing");
    }

    @Test
    void explainsBetweenTheSameHooks() {
        model.preprocess = payload -> "in";

        run(pipeline.explain(registered(), "0", call())).assertFailedWith(ModelException.class, "no explainer");
        assertThat(measured).containsExactly("toy preprocess 0", "toy explain 0");
    }

    @Test
    void stopsAtTheHookThatFails() {
        model.preprocess = payload -> {
            throw ModelException.invalidInput("bad");
        };

        run(predict("0")).assertFailedWith(ModelException.class, "bad");
        assertThat(measured).containsExactly("toy preprocess 0");
    }

    @Test
    void measuresToTheEndOfAStream() {
        model.predict = input -> Multi.createFrom().items("a", "b").onItem().transformToUniAndConcatenate(
                item -> time.after(Duration.ofMillis(200)).replaceWith(item));
        var subscriber = subscribe(10);
        assertThat(measured).containsExactly("toy preprocess 0");

        time.advance(Duration.ofMillis(200));
        assertThat(measured).containsExactly("toy preprocess 0", "toy first 200");
        time.advance(Duration.ofMillis(200));

        subscriber.assertCompleted().assertItems("a", "b");
        assertThat(measured).containsExactly("toy preprocess 0", "toy first 200", "toy predict 400",
                "toy postprocess 400");
    }

    @Test
    void measuresStreamsThatFailOrAreLeft() {
        model.predict = input -> Multi.createFrom().failure(ModelException.failed("broken", null));
        subscribe(10).assertFailedWith(ModelException.class, "broken");
        assertThat(measured).containsExactly("toy preprocess 0", "toy predict 0", "toy postprocess 0");

        measured.clear();
        model.predict = input -> Multi.createFrom().nothing();
        subscribe(10).cancel();
        assertThat(measured).containsExactlyInAnyOrder("toy preprocess 0", "toy predict 0", "toy postprocess 0");
    }

    @Test
    void measuresHooksThatAreLeft() {
        model.predict = input -> Uni.createFrom().nothing();
        run(predict("0")).cancel();

        assertThat(measured).containsExactly("toy preprocess 0", "toy predict 0");
    }

    @Test
    void holdsTheModelUntilItsAnswerIsOver() {
        RegisteredModel registered = registered();
        var free = new ArrayList<String>();
        model.predict = input -> time.after(Duration.ofMillis(100)).replaceWith("late");
        run(pipeline.predict(registered, "0", call()));
        registered.unused().subscribe().with(unused -> free.add("whole"));
        assertThat(free).isEmpty();
        time.advance(Duration.ofMillis(100));
        assertThat(free).containsExactly("whole");

        model.predict = input -> Multi.createFrom().nothing();
        var stream = (Multi<?>) pipeline.predict(registered, "0", call()).await().indefinitely().payload();
        AssertSubscriber<Object> client = stream.map(item -> (Object) item).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        registered.unused().subscribe().with(unused -> free.add("stream"));
        assertThat(free).containsExactly("whole");
        client.cancel();
        assertThat(free).containsExactly("whole", "stream");
    }

    @Test
    void doesNotWaitForEver() {
        Duration deadline = TestConfig.defaults().limits().deadline();
        model.predict = input -> Uni.createFrom().nothing();
        var whole = run(predict("0"));
        time.advance(deadline);
        whole.assertFailedWith(BudgetExceeded.class, "ponder.limits.deadline");

        model.predict = input -> Multi.createFrom().nothing();
        var stream = subscribe(1);
        time.advance(deadline);
        stream.assertFailedWith(BudgetExceeded.class, "ponder.limits.deadline");
    }

    @Test
    void measuresAndHoldsAChatModelThatTheEngineAnswersFor() {
        RegisteredModel registered = new RegisteredModel(ModelDefinition.ofChat("toy"), Runnable::run);
        var free = new ArrayList<String>();
        run(pipeline.chat(registered, first -> time.after(Duration.ofMillis(100)).invoke(first)
                .chain(() -> time.after(Duration.ofMillis(200))).invoke(first)));
        registered.unused().subscribe().with(unused -> free.add("free"));

        time.advance(Duration.ofMillis(100));
        assertThat(free).isEmpty();
        time.advance(Duration.ofMillis(200));
        assertThat(free).containsExactly("free");
        assertThat(measured).containsExactly("toy preprocess 0", "toy first 100", "toy predict 300",
                "toy postprocess 0");

        free.clear();
        var left = run(pipeline.chat(registered, first -> Uni.createFrom().nothing()));
        registered.unused().subscribe().with(unused -> free.add("left"));
        left.cancel();
        assertThat(free).containsExactly("left");
        run(pipeline.chat(registered, first -> {
            throw ModelException.invalidInput("bad");
        })).assertFailedWith(ModelException.class, "bad");
        registered.unused().subscribe().with(unused -> free.add("failed"));
        assertThat(free).containsExactly("left", "failed");
    }

    /** As with hook methods: what is not reached is not measured. */
    @Test
    void measuresNoPostprocessingOfAChatModelThatDoesNotAnswer() {
        RegisteredModel registered = new RegisteredModel(ModelDefinition.ofChat("toy"), Runnable::run);
        run(pipeline.chat(registered, first -> Uni.createFrom().failure(ModelException.invalidInput("bad"))))
                .assertFailedWith(ModelException.class, "bad");
        assertThat(measured).containsExactly("toy preprocess 0", "toy predict 0");

        measured.clear();
        run(pipeline.chat(registered, first -> Uni.createFrom().nothing())).cancel();
        assertThat(measured).containsExactly("toy preprocess 0", "toy predict 0");

        measured.clear();
        run(pipeline.chat(registered, first -> {
            first.run();
            return Uni.createFrom().nothing();
        })).cancel();
        assertThat(measured).containsExactly("toy preprocess 0", "toy first 0", "toy predict 0",
                "toy postprocess 0");
    }

    @Test
    void refusesAModelWithoutHooks() {
        RegisteredModel registered = new RegisteredModel(ModelDefinition.ofChat("toy"), Runnable::run);
        run(pipeline.predict(registered, "0", call())).assertFailedWith(ModelException.class, "does not predict");
        run(pipeline.explain(registered, "0", call())).assertFailedWith(ModelException.class, "no explainer");
    }

    private AssertSubscriber<Object> subscribe(long demand) {
        return ((Multi<?>) predict("0").await().indefinitely().payload()).map(item -> (Object) item)
                .subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    private Uni<HookResult> predict(Object payload) {
        return pipeline.predict(registered(), payload, call());
    }

    private RegisteredModel registered() {
        return new RegisteredModel(ModelDefinition.of("toy", model), Runnable::run);
    }

    private static ModelRequest call() {
        return new ModelRequest("toy", Protocol.V1, Map.of(), new Accepted(Optional.empty(), false));
    }

    private static <T> UniAssertSubscriber<T> run(Uni<T> uni) {
        return uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
