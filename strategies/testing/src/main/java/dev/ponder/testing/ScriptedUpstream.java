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
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall.State;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A model that follows a script, in virtual time: every call takes one {@linkplain #latency latency}, so elapsed time
 * divided by it is the depth. It remembers its calls. For use by one thread.
 */
public final class ScriptedUpstream implements Upstream {

    private final Script script;
    private final VirtualTime time = new VirtualTime();
    private final CallLog log = new CallLog();
    private final List<ObjectNode> models = new ArrayList<>();
    private Duration latency = Duration.ofSeconds(1);
    private Duration wordDelay = Duration.ZERO;
    private Function<ScriptedCall, Usage> usage = call -> Usage.of(100 + call.number(), 10);

    /** What the model makes of {@code n}. */
    public enum Choices {
        /** It gives one choice. */
        IGNORED,
        /** It gives as many as asked for; each takes a reply of the script. */
        HONOURED,
        /** It refuses a call for more than one with 400. */
        REFUSED
    }

    private ScriptedUpstream(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        this.script = new Script(script);
    }

    /** Gives these replies in turn; the last one for all further calls. */
    public static ScriptedUpstream answering(String... texts) {
        return replying((call, number) -> ScriptedReply.text(texts[Math.min(number, texts.length - 1)]));
    }

    /** Computes its replies. */
    public static ScriptedUpstream answering(Function<UpstreamCall, String> script) {
        return replying((call, number) -> ScriptedReply.text(script.apply(call)));
    }

    /** Computes what it does, from a call and the number of replies before. */
    public static ScriptedUpstream replying(BiFunction<UpstreamCall, Integer, ScriptedReply> script) {
        return new ScriptedUpstream(script);
    }

    /** Holds every call until the test settles it. */
    public static ScriptedUpstream holding() {
        return replying((call, number) -> ScriptedReply.held());
    }

    /** The same model with this way to take {@code n}; without it, {@code n} is ignored. */
    public ScriptedUpstream choices(Choices understanding) {
        script.understand(understanding);
        return this;
    }

    /** The same model with another latency than a second. */
    public ScriptedUpstream latency(Duration ofEachCall) {
        latency = ofEachCall;
        return this;
    }

    /** The same model with a wait before each word of a stream. */
    public ScriptedUpstream wordDelay(Duration ofEachWord) {
        wordDelay = ofEachWord;
        return this;
    }

    /** The same model reporting this for each call. */
    public ScriptedUpstream usage(Function<ScriptedCall, Usage> ofEachCall) {
        usage = ofEachCall;
        return this;
    }

    /** The same model listing these names. */
    public ScriptedUpstream listing(String... names) {
        for (String name : names) {
            models.add(JsonNodeFactory.instance.objectNode().put("id", name).put("object", "model"));
        }
        return this;
    }

    /** Its time. */
    public VirtualTime time() {
        return time;
    }

    /** The latency of each call. */
    public Duration latency() {
        return latency;
    }

    /** All calls, in the order in which they began. */
    public List<ScriptedCall> calls() {
        return log.all();
    }

    /** A call, by its number. */
    public ScriptedCall call(int number) {
        return log.all().get(number);
    }

    /** The calls in this state. */
    public List<ScriptedCall> calls(State state) {
        return log.in(state);
    }

    /** Its calls without those that it refused for their {@code n}. */
    public List<ScriptedCall> acceptedCalls() {
        return calls().stream().filter(call -> !script.refuses(call.request())).toList();
    }

    /** How many calls are under way. */
    public int open() {
        return log.in(State.OPEN).size();
    }

    /** The most calls that were under way at the same time. */
    public int peak() {
        return log.peak();
    }

    /** The sum of the usage that it reported. */
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
    public boolean relays(Endpoint endpoint) {
        return false;
    }

    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        return Multi.createFrom().failure(new UnsupportedOperationException("the scripted model relays nothing"));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(() -> List.copyOf(models));
    }

    private Uni<List<ScriptedReply>> reply(ScriptedCall call) {
        List<ScriptedReply> given = script.to(call.request());
        return given.contains(ScriptedReply.held()) ? call.settled() : time.after(latency).replaceWith(given);
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
