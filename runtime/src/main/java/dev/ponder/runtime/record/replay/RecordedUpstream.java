package dev.ponder.runtime.record.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.error.InternalException;
import dev.ponder.runtime.record.json.ChatJson;
import dev.ponder.runtime.record.json.FailureJson;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers each call as it was recorded, at the recorded time. A call that was not recorded fails. */
final class RecordedUpstream implements Upstream {

    private final String name;
    private final RecordedCalls calls;
    private final ReplayTime time;
    private final Runnable onMissing;

    /** @param onMissing runs when a call was not recorded */
    RecordedUpstream(String name, RecordedCalls calls, ReplayTime time, Runnable onMissing) {
        this.name = name;
        this.calls = calls;
        this.time = time;
        this.onMissing = onMissing;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return recorded(call).map(known -> {
            if (known.has("error")) {
                throw FailureJson.failure(known.path("error"));
            }
            return new Completion(answers(known), ChatJson.usage(known.path("usage")));
        });
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return recorded(call).onItem().transformToMulti(this::events);
    }

    /** The recorded call, at the time when it ended. One that was cancelled is answered only as far as its stream came. */
    private Uni<JsonNode> recorded(UpstreamCall call) {
        return Uni.createFrom().emitter(emitter -> {
            Optional<JsonNode> found = calls.take(call.id().number());
            if (found.isEmpty()) {
                onMissing.run();
                emitter.fail(new InternalException("replay: the call was not recorded", null));
                return;
            }
            JsonNode known = found.get();
            if (cancelled(known) && answers(known).isEmpty()) {
                calls.unanswered(known);
                return;
            }
            Instant due = Instant.parse(known.path("finished_at").asText());
            emitter.onTermination(time.at(due, known.path("finished").asInt(), () -> emitter.complete(known))::cancel);
        });
    }

    private Multi<StreamEvent> events(JsonNode known) {
        boolean whole = !known.has("error") && !cancelled(known);
        List<Answer> answers = answers(known);
        var events = new ArrayList<Multi<StreamEvent>>();
        if (whole) {
            events.add(Multi.createFrom().item(new StreamEvent.Used(ChatJson.usage(known.path("usage")))));
        }
        if (!answers.isEmpty()) {
            events.add(AnswerEmulator.undivided(time).emulate(answers.get(0))
                    .select().where(part -> whole || !(part instanceof AnswerPart.Finish))
                    .map(StreamEvent.Part::new));
        }
        if (known.has("error")) {
            events.add(Multi.createFrom().failure(FailureJson.failure(known.path("error"))));
        } else if (!whole) {
            calls.unanswered(known);
            events.add(Multi.createFrom().nothing());
        }
        return Multi.createBy().concatenating().streams(events);
    }

    private static boolean cancelled(JsonNode known) {
        return known.path("status").asText().equals("cancelled") || !known.has("finished_at");
    }

    private static List<Answer> answers(JsonNode known) {
        return ChatJson.answers(known.path("response").path("choices"));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(List.of());
    }
}
