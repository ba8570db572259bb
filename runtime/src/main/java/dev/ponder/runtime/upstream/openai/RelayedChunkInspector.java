package dev.ponder.runtime.upstream.openai;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;

/** Inspects the chunks of a relayed stream: its progress, usage and end. One instance per stream. */
final class RelayedChunkInspector {

    private static final Inspection NOTHING = new Inspection(false, null, null);

    private final CompletionReader completions;
    private final UpstreamErrorClassifier errors;
    private final RelayedToolCalls toolCalls = new RelayedToolCalls();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private boolean done;

    RelayedChunkInspector(CompletionReader completions, UpstreamErrorClassifier errors) {
        this.completions = completions;
        this.errors = errors;
    }

    /**
     * What a chunk contains.
     *
     * @param progress whether it contains a part of the answer: a keep-alive does not
     * @param usage the usage that it reports
     * @param repaired the chunk with repaired tool calls; null when they are well-formed
     */
    record Inspection(boolean progress, @Nullable Usage usage, @Nullable String repaired) {}

    /** Whether the stream is complete: it had an end mark, or a finish reason for each choice. */
    boolean ended() {
        return done || !finished.isEmpty() && finished.containsAll(begun);
    }

    /** Whether there was an end mark. */
    boolean done() {
        return done;
    }

    /** Inspects an event's data. Fails when it is an error; data that is no chunk is ignored. */
    Inspection inspect(String data) {
        if (data.strip().equals("[DONE]")) {
            done = true;
            return NOTHING;
        }
        if (!(completions.parseOrNull(data) instanceof ObjectNode chunk)) {
            return NOTHING;
        }
        if (chunk.hasNonNull("error")) {
            throw errors.inBody(chunk.get("error"));
        }
        boolean progress = false;
        for (JsonNode choice : chunk.path("choices")) {
            progress |= inspect(choice);
        }
        JsonNode usage = chunk.path("usage");
        return new Inspection(progress, usage.isObject() ? UsageScanner.usage(usage) : null,
                toolCalls.repair(chunk) ? chunk.toString() : null);
    }

    private boolean inspect(JsonNode choice) {
        int index = choice.path("index").asInt(0);
        begun.add(index);
        boolean finishes = !choice.path("finish_reason").asText("").isEmpty();
        if (finishes) {
            finished.add(index);
        }
        return finishes || !choice.path("text").asText("").isEmpty() || hasContent(choice.path("delta"));
    }

    private static boolean hasContent(JsonNode delta) {
        for (var member : delta.properties()) {
            JsonNode value = member.getValue();
            boolean content = value.isTextual()
                    ? !value.asText().isEmpty()
                    : value.isContainerNode() && !value.isEmpty();
            if (content && !member.getKey().equals("role")) {
                return true;
            }
        }
        return false;
    }
}
