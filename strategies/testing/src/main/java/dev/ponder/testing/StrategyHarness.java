package dev.ponder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.record.replay.RecordedRun;
import dev.ponder.runtime.record.replay.Replay;
import dev.ponder.runtime.record.replay.ReplayResult;
import dev.ponder.runtime.strategy.ParameterValues;

/**
 * Runs strategies in the server's engine, with a scripted model and the default configuration:
 *
 * <pre>{@code
 * Answer answer = StrategyHarness.of(BestOfN::new, BestOfNConfig.class)
 *         .with("ponder.strategies.bon.samples", "3")
 *         .upstream(ScriptedUpstream.answering("4", "5", "4"))
 *         .ask("What is 2+2?");
 * }</pre>
 *
 * All requests of a harness meet the same engine until it is changed, so the second finds what the first one taught.
 */
public final class StrategyHarness {

    private final List<Supplier<InferenceStrategy>> strategies = new ArrayList<>();
    private final Map<String, Object> parameters = new TreeMap<>();
    private final Map<String, JsonNode> members = new TreeMap<>();
    private final TestConfig config = new TestConfig();
    private ScriptedUpstream upstream = ScriptedUpstream.answering("The answer is 42.");
    private UnaryOperator<RequestLimits> limits = UnaryOperator.identity();
    private Optional<Boolean> emulation = Optional.empty();
    private ThreadOffload offload = new ThreadOffload(Runnable::run);
    private int choices = 1;
    private @Nullable Long seed;
    private RequestOrigin origin = RequestOrigin.UNKNOWN;
    private String instructions = "";
    private @Nullable String expression;
    private @Nullable ScriptedEngine engine;

    private StrategyHarness() {
    }

    /** A harness for a strategy without settings. */
    public static StrategyHarness of(Supplier<? extends InferenceStrategy> strategy) {
        return new StrategyHarness().and(strategy);
    }

    /** A harness for a strategy with settings. */
    public static <C> StrategyHarness of(Function<C, ? extends InferenceStrategy> strategy, Class<C> settings) {
        return new StrategyHarness().and(strategy, settings);
    }

    /** Adds a strategy, for use in an {@linkplain #expression expression}. */
    public StrategyHarness and(Supplier<? extends InferenceStrategy> strategy) {
        strategies.add(strategy::get);
        return changed();
    }

    /** Adds a strategy, for use in an {@linkplain #expression expression}. */
    public <C> StrategyHarness and(Function<C, ? extends InferenceStrategy> strategy, Class<C> settings) {
        config.know(settings);
        return and(() -> strategy.apply(config.of(settings)));
    }

    /** Sets a property by its full name. An unknown property fails the first request. */
    public StrategyHarness with(String property, String value) {
        config.with(property, value);
        return changed();
    }

    /** Sets the model. */
    public StrategyHarness upstream(ScriptedUpstream model) {
        upstream = model;
        return changed();
    }

    /** Sets where work on long texts runs; by default on the calling thread. */
    public StrategyHarness offload(ThreadOffload ofLongTexts) {
        offload = ofLongTexts;
        return changed();
    }

    /** The model, for assertions on its calls. */
    public ScriptedUpstream upstream() {
        return upstream;
    }

    /** Sets the strategy expression, such as {@code re2&moa}; by default the first strategy. */
    public StrategyHarness expression(String text) {
        expression = text;
        return this;
    }

    /** Sets a parameter of the first strategy in the requests: its name in the body, and a value of the setting's type. */
    public StrategyHarness parameter(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** Sets a member of the requests' bodies, such as {@code response_format}. */
    public StrategyHarness member(String name, JsonNode value) {
        members.put(name, value);
        return this;
    }

    /** Sets the number of choices of the requests. */
    public StrategyHarness choices(int n) {
        choices = n;
        return this;
    }

    /** Sets the seed of the requests. */
    public StrategyHarness seed(long value) {
        seed = value;
        return this;
    }

    /** Sets a header of the requests, such as the credentials of a client; other headers are removed. */
    public StrategyHarness header(String name, String value) {
        origin = new RequestOrigin("", "", Map.of(name, List.of(value)));
        return this;
    }

    /** Adds instructions to the conversations of the requests, for a strategy that does its work only for some prompts. */
    public StrategyHarness instructions(String text) {
        instructions = text;
        return this;
    }

    /** Changes the limits of the requests. */
    public StrategyHarness limits(UnaryOperator<RequestLimits> tighter) {
        limits = tighter;
        return this;
    }

    /** Sets whether the requests allow emulated streams. */
    public StrategyHarness emulation(boolean allowed) {
        emulation = Optional.of(allowed);
        return this;
    }

    /** Answers a question. Throws the failure of the request if it fails. */
    public Answer ask(String question) {
        return run(Requests.question(question)).answer();
    }

    /** Answers a question as a stream. Throws the failure of the request if it fails. */
    public List<AnswerPart> stream(String question) {
        HarnessRun run = runStreamed(Requests.question(question));
        run.answer();
        return run.parts();
    }

    /** Runs a request to its end. */
    public HarnessRun run(ChatRequest request) {
        return start(request).finish();
    }

    /** Runs a request to its end, as a stream. */
    public HarnessRun runStreamed(ChatRequest request) {
        return startStreamed(request).finish();
    }

    /** Starts a request; the test advances the time. */
    public HarnessRun start(ChatRequest request) {
        return start(request, false);
    }

    /** Starts a request as a stream; the test advances the time. */
    public HarnessRun startStreamed(ChatRequest request) {
        return start(request, true);
    }

    /** The cost that the first strategy declares for a request. */
    public Cost cost() {
        return engine().cost(id(), values());
    }

    /** The id of the first strategy. */
    public String id() {
        return strategies.get(0).get().getClass().getAnnotation(Strategy.class).id();
    }

    /**
     * Runs a recorded request again with the strategies of this harness, the recorded settings and the recorded answers of the
     * models.
     */
    public ReplayResult replay(RecordedRun run) {
        run.settings().forEach((name, value) -> {
            if (!value.isEmpty()) {
                with(name, value);
            }
        });
        return new Replay(engine().strategies(), config.ponder(), engine().quota()).run(run);
    }

    /** The engine with its strategies. */
    public ScriptedEngine engine() {
        if (engine == null) {
            config.know(QuotaConfig.class);
            config.check();
            engine = new ScriptedEngine(upstream, strategies.stream().map(Supplier::get).toList(), config.ponder(),
                    offload, config);
        }
        return engine;
    }

    HarnessRun start(ChatRequest request, boolean streamed) {
        var progress = new ArrayList<Progress>();
        ChatRequest instructed = instructions.isEmpty()
                ? request
                : request.withConversation(request.conversation().withInstructions(instructions));
        for (var member : members.entrySet()) {
            instructed = Requests.with(instructed, member.getKey(), member.getValue());
        }
        ChatRequest seeded = seed == null ? instructed : Requests.with(instructed, "seed", LongNode.valueOf(seed));
        var inference = new InferenceRequest(List.of(seeded), engine().parse(expression == null ? id() : expression),
                values(),
                limits.apply(RequestLimits.of(config.ponder().limits())), choices, streamed, emulation, progress::add)
                .from(origin);
        var run = new HarnessRun(engine().run(inference), upstream.time(), progress);
        run.begin();
        return run;
    }

    private ParameterValues values() {
        return ParameterSetter.set(engine().strategy(id()), parameters);
    }

    private StrategyHarness changed() {
        engine = null;
        return this;
    }
}
