package dev.ponder.runtime.upstream.openai;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;

/** Reads the chunks of a relayed stream, to know how it goes and how it ends. One instance per stream. */
final class RelayedChunkInspector {

    private static final Seen NOTHING = new Seen(false, null, null);

    private final CompletionReader replies;
    private final UpstreamErrorClassifier errors;
    private final RelayedToolCalls toolCalls = new RelayedToolCalls();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private boolean done;

    RelayedChunkInspector(CompletionReader replies, UpstreamErrorClassifier errors) {
        this.replies = replies;
        this.errors = errors;
    }

    /**
     * What there is in a chunk.
     *
     * @param progress whether there is a piece of the answer in it: a sign of life is none
     * @param usage what it reports of the tokens used
     * @param changed what it should have said; null when it says so
     */
    record Seen(boolean progress, @Nullable Usage usage, @Nullable String changed) {}

    /** Whether the stream said that it was over: by an end mark, or by an end of every choice. */
    boolean ended() {
        return done || !finished.isEmpty() && finished.containsAll(begun);
    }

    /** Whether there was an end mark. */
    boolean done() {
        return done;
    }

    /** Looks at an event's data. Fails when it is an error; what is no chunk is the client's business. */
    Seen look(String data) {
        if (data.strip().equals("[DONE]")) {
            done = true;
            return NOTHING;
        }
        if (!(replies.parseOrNull(data) instanceof ObjectNode chunk)) {
            return NOTHING;
        }
        if (chunk.hasNonNull("error")) {
            throw errors.inBody(chunk.get("error"));
        }
        boolean progress = false;
        for (JsonNode choice : chunk.path("choices")) {
            progress |= look(choice);
        }
        JsonNode usage = chunk.path("usage");
        return new Seen(progress, usage.isObject() ? CompletionReader.usage(usage) : null,
                toolCalls.repair(chunk) ? chunk.toString() : null);
    }

    private boolean look(JsonNode choice) {
        int index = choice.path("index").asInt(0);
        begun.add(index);
        boolean finishes = !choice.path("finish_reason").asText("").isEmpty();
        if (finishes) {
            finished.add(index);
        }
        return finishes || !choice.path("text").asText("").isEmpty() || speaks(choice.path("delta"));
    }

    private static boolean speaks(JsonNode delta) {
        for (var member : delta.properties()) {
            JsonNode value = member.getValue();
            boolean said = value.isTextual() ? !value.asText().isEmpty() : value.isContainerNode() && !value.isEmpty();
            if (said && !member.getKey().equals("role")) {
                return true;
            }
        }
        return false;
    }
}
