package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The simulated model, in process. It relays nothing; the engine makes the plain call.
 *
 * <p>Its randomness comes from the configured seed, the conversation, the index of the choice and the {@code seed} of the
 * call: the same call with the same seed has the same reply. Without a seed each call differs, except at temperature 0,
 * where the same conversation has the same reply. The temperature has no other effect.
 */
public final class SimUpstream implements Upstream {

    /** Its name, and the name of its model. */
    public static final String NAME = "sim";

    private static final long CREATED = 1_735_689_600;

    private final SimSettings settings;
    private final SimModel model;
    private final TokenPacer pacer;
    private final AtomicLong calls = new AtomicLong();

    /** A model that counts its own calls. */
    public SimUpstream(SimSettings settings, Timer timer) {
        this.settings = settings;
        this.model = new SimModel(settings.accuracy(), settings.judgeAccuracy());
        this.pacer = new TokenPacer(settings.firstToken(), settings.tokenDelay(), timer);
    }

    @Override
    public String provider() {
        return "ponder.sim";
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Takes as long as the longest choice. */
    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().item(() -> replies(call)).chain(replies -> pacer.whole(
                new Completion(replies.stream().map(SimReply::answer).toList(), usage(call, replies)),
                replies.stream().mapToInt(SimReply::tokens).max().orElse(0)));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Uni.createFrom().item(() -> replies(call.withChoices(1)))
                .onItem().transformToMulti(replies -> pacer.tokens(events(replies.get(0), usage(call, replies))));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(() -> List.of(JsonNodeFactory.instance.objectNode()
                .put("id", NAME).put("object", "model").put("created", CREATED).put("owned_by", "ponder (simulated)")));
    }

    private List<SimReply> replies(UpstreamCall call) {
        long number = calls.getAndIncrement();
        SimTask task = SimTask.of(call);
        long fingerprint = SimRandom.fingerprint(call.conversation());
        var replies = new ArrayList<SimReply>();
        for (int choice = 0; choice < call.choices(); choice++) {
            replies.add(model.reply(task, random(task.options(), number, choice, fingerprint)));
        }
        return replies;
    }

    private static Usage usage(UpstreamCall call, List<SimReply> replies) {
        return Usage.of(
                call.conversation().messages().stream().mapToLong(message -> SimTokenizer.count(message.text())).sum(),
                replies.stream().mapToLong(SimReply::tokens).sum());
    }

    /** The events of each token. The usage and the finish reason come with the last token. */
    private static List<List<StreamEvent>> events(SimReply reply, Usage usage) {
        var events = new ArrayList<List<StreamEvent>>();
        reply.parts().forEach(part -> events.add(new ArrayList<>(List.of(new StreamEvent.Part(part)))));
        if (events.isEmpty()) {
            events.add(new ArrayList<>());
        }
        List<StreamEvent> last = events.get(events.size() - 1);
        last.add(new StreamEvent.Used(usage));
        last.add(new StreamEvent.Part(new AnswerPart.Finish(reply.reason())));
        return events;
    }

    /** Calls with a seed, calls at temperature 0 and other calls use different streams of random numbers. */
    private RandomGenerator random(SimOptions options, long number, int choice, long fingerprint) {
        if (options.seed().isPresent()) {
            return SimRandom.of(settings.seed(), fingerprint, choice, 1, options.seed().getAsLong());
        }
        return options.greedy()
                ? SimRandom.of(settings.seed(), fingerprint, choice, 2)
                : SimRandom.of(settings.seed(), fingerprint, choice, 3, number);
    }
}
