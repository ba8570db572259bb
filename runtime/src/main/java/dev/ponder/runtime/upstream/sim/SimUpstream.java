package dev.ponder.runtime.upstream.sim;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.sim.SimRequestReader.SimRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * The simulated model, in process.
 *
 * <p>Its chance comes from the settings' seed, the conversation, the choice's index and the call's {@code seed}: the
 * same call with the same seed has the same reply. Without a seed every call is new, except at temperature 0, where the
 * same conversation has the same reply. The temperature has no other effect.
 */
public final class SimUpstream implements Upstream {

    /** Its name, and the name of its model. */
    public static final String NAME = "sim";

    private static final long CREATED = 1_735_689_600;
    private static final String JSON = "application/json";
    private static final String DONE = "data: [DONE]\n\n";

    private final SimSettings settings;
    private final SimModel model;
    private final TokenPacer pace;
    private final Clock clock;
    private final ObjectMapper mapper;
    private final SimRequestReader requests;
    private final AtomicLong calls = new AtomicLong();

    /** A model with a count of calls of its own. */
    public SimUpstream(SimSettings settings, Timer delays, Clock clock, ObjectMapper mapper) {
        this.settings = settings;
        this.model = new SimModel(settings.accuracy(), settings.judgeAccuracy());
        this.pace = new TokenPacer(settings.firstToken(), settings.tokenDelay(), delays);
        this.clock = clock;
        this.mapper = mapper;
        this.requests = new SimRequestReader(mapper);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().item(() -> replies(call, calls.getAndIncrement()))
                .chain(replies -> pace.whole(replies.completion(), replies.longest()));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Uni.createFrom().item(() -> replies(call.withChoices(1), calls.getAndIncrement()))
                .onItem().transformToMulti(replies -> pace.tokens(replies.events()));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return endpoint == Endpoint.CHAT;
    }

    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        return Uni.createFrom().item(() -> requests.read(call.body()))
                .onItem().transformToMulti(request -> relayed(request, call.streaming()))
                .onFailure(UpstreamException.class).recoverWithMulti(failure -> refused((UpstreamException) failure));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(() -> List.of(JsonNodeFactory.instance.objectNode()
                .put("id", NAME).put("object", "model").put("created", CREATED).put("owned_by", "ponder (simulated)")));
    }

    private SimCompletion replies(UpstreamCall call, long number) {
        SimTask task = SimTask.of(call);
        long fingerprint = SimRandom.fingerprint(call.conversation());
        var choices = new ArrayList<SimReply>();
        for (int choice = 0; choice < call.choices(); choice++) {
            choices.add(model.reply(task, chance(task.options(), number, choice, fingerprint)));
        }
        return SimCompletion.of(choices, call.conversation().messages().stream()
                .mapToLong(message -> SimTokenizer.count(message.text()))
                .sum());
    }

    /** Seeds, questions asked greedily and numbers of calls are told apart, so that no two of them meet. */
    private RandomGenerator chance(SimOptions options, long number, int choice, long fingerprint) {
        if (options.seed().isPresent()) {
            return SimRandom.of(settings.seed(), fingerprint, choice, 1, options.seed().getAsLong());
        }
        return options.greedy()
                ? SimRandom.of(settings.seed(), fingerprint, choice, 2)
                : SimRandom.of(settings.seed(), fingerprint, choice, 3, number);
    }

    private Multi<RelayPart> relayed(SimRequest request, boolean streaming) {
        long number = calls.getAndIncrement();
        SimCompletion replies = replies(request.call(), number);
        String id = "chatcmpl-sim-" + Long.toHexString(SimRandom.mix(clock.millis() ^ Long.rotateLeft(number, 48)));
        var wire = new SimWire(id, clock.instant().getEpochSecond(), request.call().model(), request.wantsUsage());
        if (streaming) {
            Multi<Buffer> chunks = pace.tokens(wire.chunks(replies.choices(), replies.usage())).map(this::event);
            Multi<Buffer> body = Multi.createBy().concatenating().streams(chunks,
                    Multi.createFrom().item(() -> Buffer.buffer(DONE)));
            return reply(200, "text/event-stream;charset=utf-8", body);
        }
        Multi<Buffer> body = Multi.createFrom().item(() -> json(wire.completion(replies.choices(), replies.usage())));
        return pace.whole(reply(200, JSON, body), replies.longest()).onItem().transformToMulti(whole -> whole);
    }

    private Multi<RelayPart> refused(UpstreamException failure) {
        return reply(failure.status(), JSON, Multi.createFrom().item(() -> json(SimWire.error(failure))));
    }

    private static Multi<RelayPart> reply(int status, String contentType, Multi<Buffer> body) {
        RelayPart head = new RelayPart.Head(status, Map.of("Content-Type", contentType));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(head), body.map(RelayPart.Bytes::new));
    }

    private Buffer event(ObjectNode chunk) {
        return Buffer.buffer("data: ").appendBuffer(json(chunk)).appendString("\n\n");
    }

    private Buffer json(ObjectNode json) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
