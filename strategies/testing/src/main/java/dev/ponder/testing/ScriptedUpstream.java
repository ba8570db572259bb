package dev.ponder.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall.State;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A model that follows a script in virtual time and records its calls. Every call takes one {@linkplain #latency latency}, so
 * the elapsed time divided by the latency is the depth. Not thread-safe.
 */
public final class ScriptedUpstream implements Upstream {

    private final Script script;
    private final VirtualTime time = new VirtualTime();
    private final CallLog log = new CallLog();
    private final List<ObjectNode> models = new ArrayList<>();
    private Duration latency = Duration.ofSeconds(1);
    private Function<ScriptedCall, Duration> extraLatency = call -> Duration.ZERO;
    private Duration wordDelay = Duration.ZERO;
    private Function<ScriptedCall, Usage> usage = call -> Usage.of(100 + call.number(), 10);

    /** How the model treats {@code n}. */
    public enum Choices {
        /** It returns one choice. */
        IGNORED,
        /** It returns as many choices as requested; each takes one reply of the script. */
        HONOURED,
        /** It rejects a call for more than one choice with 400. */
        REFUSED
    }

    private ScriptedUpstream(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        this.script = new Script(script);
    }

    /** A model that returns these texts in turn, and the last one for all further calls. */
    public static ScriptedUpstream answering(String... texts) {
        return replying((call, number) -> ScriptedReply.text(texts[Math.min(number, texts.length - 1)]));
    }

    /** A model that computes its texts from the calls. */
    public static ScriptedUpstream answering(Function<UpstreamCall, String> script) {
        return replying((call, number) -> ScriptedReply.text(script.apply(call)));
    }

    /** A model that computes its replies from the call and the number of earlier replies. */
    public static ScriptedUpstream replying(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        return new ScriptedUpstream(script);
    }

    /** A model that holds every call until the test settles it. */
    public static ScriptedUpstream holding() {
        return replying((call, number) -> ScriptedReply.held());
    }

    /** Sets how the model treats {@code n}; ignored by default. */
    public ScriptedUpstream choices(Choices understanding) {
        script.understand(understanding);
        return this;
    }

    /** Sets the latency of a call; one second by default. */
    public ScriptedUpstream latency(Duration ofEachCall) {
        latency = ofEachCall;
        return this;
    }

    /** Sets what single calls take beyond the {@linkplain #latency latency}, so that they end in another order; nothing by default. */
    public ScriptedUpstream extraLatency(Function<ScriptedCall, Duration> ofSingleCalls) {
        extraLatency = ofSingleCalls;
        return this;
    }

    /** Sets the delay before each word of a stream; none by default. */
    public ScriptedUpstream wordDelay(Duration ofEachWord) {
        wordDelay = ofEachWord;
        return this;
    }

    /** Sets the usage that the model reports for a call. */
    public ScriptedUpstream usage(Function<ScriptedCall, Usage> ofEachCall) {
        usage = ofEachCall;
        return this;
    }

    /** Sets the models that the upstream lists. */
    public ScriptedUpstream listing(String... names) {
        for (String name : names) {
            models.add(JsonNodeFactory.instance.objectNode().put("id", name).put("object", "model"));
        }
        return this;
    }

    /** The clock and timer of the model. */
    public VirtualTime time() {
        return time;
    }

    /** The latency of each call. */
    public Duration latency() {
        return latency;
    }

    /** All calls, in the order in which they started. */
    public List<ScriptedCall> calls() {
        return log.all();
    }

    /** The call with this number, from 0. */
    public ScriptedCall call(int number) {
        return log.all().get(number);
    }

    /** The calls in this state. */
    public List<ScriptedCall> calls(State state) {
        return log.in(state);
    }

    /** The calls that were not rejected for their {@code n}. */
    public List<ScriptedCall> acceptedCalls() {
        return calls().stream().filter(call -> !script.refuses(call.request())).toList();
    }

    /** The number of open calls. */
    public int open() {
        return log.in(State.OPEN).size();
    }

    /** The highest number of calls that were open at the same time. */
    public int peak() {
        return log.peak();
    }

    /** The sum of the usage that the model reported. */
    public Usage reported() {
        return log.reported();
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Uni<Completion> complete(UpstreamCall request) {
        return Uni.createFrom().deferred(() -> {
            ScriptedCall call = log.begin(request, false);
            return reply(call)
                    .map(given -> new Completion(ReplyParts.answers(given), log.report(usage.apply(call))))
                    .onTermination().invoke((reply, failure, cancelled) -> log.end(call, failure, cancelled));
        });
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall request) {
        return Multi.createFrom().deferred(() -> {
            ScriptedCall call = log.begin(request, true);
            Uni<Multi<StreamEvent>> opening = reply(call).map(given -> words(call, given.get(0)));
            return Uni.combine().any().of(opening, call.opened())
                    .onItem().transformToMulti(events -> events)
                    .onTermination().invoke((failure, cancelled) -> log.end(call, failure, cancelled));
        });
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(() -> List.copyOf(models));
    }

    private Uni<List<ScriptedReply>> reply(ScriptedCall call) {
        List<ScriptedReply> given = script.to(call.request());
        return given.contains(ScriptedReply.held())
                ? call.settled()
                : time.after(latency.plus(extraLatency.apply(call))).replaceWith(given);
    }

    private Multi<StreamEvent> words(ScriptedCall call, ScriptedReply reply) {
        Multi<StreamEvent> events = ReplyParts.events(reply);
        Multi<StreamEvent> paced = wordDelay.isZero()
                ? events
                : events.onItem().transformToUniAndConcatenate(event -> time.after(wordDelay).replaceWith(event));
        Multi<StreamEvent> used = Multi.createFrom().item(() -> new StreamEvent.Used(log.report(usage.apply(call))));
        return Multi.createBy().concatenating().streams(paced, used);
    }
}
