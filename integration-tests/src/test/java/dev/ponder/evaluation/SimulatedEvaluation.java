package dev.ponder.evaluation;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.ponder.api.Answer;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.sim.SimSettings;
import dev.ponder.runtime.upstream.sim.SimUpstream;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/**
 * Asks the simulated model by strategies in the server's engine, without HTTP and in virtual time, so that every run has the same
 * results: right with a probability of 0.6, a judge right with 0.9.
 */
final class SimulatedEvaluation {

    private static final double ACCURACY = 0.6;
    private static final double JUDGE_ACCURACY = 0.9;
    private static final Timer NO_DELAYS = (delay, task) -> {
        throw new AssertionError("a timer of " + delay);
    };

    private final AnswerGrader grader = new AnswerGrader(false);

    /** They change requests, read documents or choose another strategy: what they add is not in these questions. */
    private static final Set<String> NOT_REASONING = Set.of("json", "longcepo", "memory", "privacy", "proxy", "router");

    /** The classes of the strategies that answer questions by reasoning, by their ids. */
    @SuppressWarnings("unchecked")
    static Map<String, Class<? extends InferenceStrategy>> strategies() {
        Map<String, Class<? extends InferenceStrategy>> strategies = new TreeMap<>();
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ponder.strategies").stream()
                .filter(type -> type.isAnnotatedWith(Strategy.class) && !type.isNestedClass()).map(JavaClass::reflect)
                .filter(type -> reasons(type.getAnnotation(Strategy.class)))
                .forEach(type -> strategies.put(type.getAnnotation(Strategy.class).id(),
                        (Class<? extends InferenceStrategy>) type));
        return strategies;
    }

    private static boolean reasons(Strategy strategy) {
        return strategy.enabled() && !NOT_REASONING.contains(strategy.id());
    }

    /** The score of a strategy with these properties. */
    StrategyScore score(Class<? extends InferenceStrategy> strategy, Map<String, String> properties,
            List<Question> questions) {
        String id = strategy.getAnnotation(Strategy.class).id();
        var model = new SimUpstream(
                new SimSettings(ACCURACY, JUDGE_ACCURACY, Duration.ZERO, Duration.ZERO, 42), NO_DELAYS);
        StrategyHarness harness = harness(strategy)
                .upstream(ScriptedUpstream.replying((call, number) -> ScriptedReply.answer(reply(model, call))));
        properties.forEach((name, value) -> harness.with("ponder.strategies." + id + "." + name, value));
        List<EvaluationResult> results = new ArrayList<>();
        for (int seed = 0; seed < questions.size(); seed++) {
            results.add(result(harness.seed(seed), id, questions.get(seed)));
        }
        return new StrategyScore(StrategySpec.parse(id), results);
    }

    private EvaluationResult result(StrategyHarness harness, String id, Question question) {
        int before = harness.upstream().calls().size();
        HarnessRun run = harness.run(Requests.question(question.text()));
        int calls = harness.upstream().calls().size() - before;
        if (run.failure() != null) {
            return new EvaluationResult("sim", id, question.id(), question.kind(), false, "", calls, 0, 0, 0, "",
                    run.failure().toString());
        }
        AnswerGrader.Grade grade = grader.grade(question, run.answer().text());
        return new EvaluationResult("sim", id, question.id(), question.kind(), grade.right(), grade.answer(), calls, 0,
                0,
                run.elapsed().toMillis(), "", "");
    }

    private static Answer reply(SimUpstream model, UpstreamCall call) {
        return model.complete(call.withChoices(1)).await().indefinitely().choices().get(0);
    }

    private static StrategyHarness harness(Class<? extends InferenceStrategy> strategy) {
        Constructor<?> constructor = strategy.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        List<Class<?>> settings = List.of(constructor.getParameterTypes());
        return settings.isEmpty()
                ? StrategyHarness.of(() -> create(constructor))
                : StrategyHarness.of(config -> create(constructor, config), settings.get(0));
    }

    private static InferenceStrategy create(Constructor<?> constructor, Object... arguments) {
        try {
            return (InferenceStrategy) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
