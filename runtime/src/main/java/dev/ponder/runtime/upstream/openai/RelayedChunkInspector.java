package dev.ponder.runtime.upstream.openai;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;

/**
 * Inspects the chunks of a relayed stream: its progress, usage and end. Corrects a chunk that official SDKs cannot read, and
 * no other. One instance per stream.
 */
final class RelayedChunkInspector {

    private static final Inspection DROPPED = new Inspection(false, null, Optional.of(""));
    private static final Inspection OPAQUE = new Inspection(false, null, Optional.empty());
    private static final Inspection TEXT = new Inspection(true, null, Optional.empty());

    private final UpstreamErrorClassifier errors;
    private final boolean chat;
    private final boolean includeUsage;
    private final CompletionEnvelope envelope;
    private final Map<Integer, RelayedChoice> choices = new TreeMap<>();
    private @Nullable JsonNode usage;
    private @Nullable String usageChunk;
    private boolean skipped;
    private boolean done;

    /**
     * An inspector.
     *
     * @param chat whether the chunks are of chat completions, otherwise of text completions
     * @param model the model that the request names
     * @param includeUsage whether the client asked for the usage
     */
    RelayedChunkInspector(UpstreamErrorClassifier errors, boolean chat, String model, boolean includeUsage,
            InstantSource clock) {
        this.errors = errors;
        this.chat = chat;
        this.includeUsage = includeUsage;
        this.envelope = new CompletionEnvelope(chat ? "chat.completion.chunk" : "text_completion", model, clock);
    }

    /**
     * What a chunk contains.
     *
     * @param progress whether it contains a part of the answer: a keep-alive does not
     * @param usage the usage that it reports
     * @param corrected the corrected chunk; blank if it is dropped; empty if it is forwarded unchanged
     */
    record Inspection(boolean progress, @Nullable Usage usage, Optional<String> corrected) {}

    /** Whether the stream is complete: it had an end mark, or a finish reason for each choice. */
    boolean ended() {
        return done || !choices.isEmpty() && choices.values().stream().allMatch(RelayedChoice::finished);
    }

    /** Whether there was an end mark. */
    boolean done() {
        return done;
    }

    /** An event was forwarded without an inspection, because it is too large: it may have begun or finished any choice. */
    void skip() {
        skipped = true;
        choices.values().forEach(RelayedChoice::skip);
    }

    /** Whether a chunk is forwarded unchanged: its choice has begun and has not ended. */
    boolean passes(ContentChunk content) {
        RelayedChoice choice = done ? null : choices.get(content.choice());
        return choice != null && choice.passes();
    }

    /** Inspects an event's data. Fails when it is an error; data that is no chunk is forwarded. */
    Inspection inspect(String data) {
        if (done) {
            return DROPPED;
        }
        ContentChunk content = ContentChunk.read(data);
        if (content != null && passes(content)) {
            return content.progress() ? TEXT : OPAQUE;
        }
        if (data.strip().equals("[DONE]")) {
            done = true;
            return OPAQUE;
        }
        JsonNode json = UpstreamJson.readOrNull(data);
        if (json == null) {
            return opaque(data);
        }
        ErrorBody.inAnswer(json).ifPresent(error -> {
            throw errors.inBody(error);
        });
        return json instanceof ObjectNode chunk && (chunk.has("choices") || chunk.has("usage"))
                ? inspect(chunk, data)
                : OPAQUE;
    }

    /** Data that is no JSON. As the first event it is the text of an error. */
    private Inspection opaque(String data) {
        if (choices.isEmpty() && !skipped && !data.isBlank()) {
            throw errors.inBody(ErrorBody.of(data));
        }
        return OPAQUE;
    }

    private Inspection inspect(ObjectNode chunk, String data) {
        Optional<JsonNode> reported = UsageReader.node(chunk);
        Usage counts = reported.flatMap(UsageReader::read).orElse(null);
        usage = reported.orElse(usage);
        boolean progress = false;
        boolean changed = false;
        int before = chunk.path("choices").size();
        if (chunk.get("choices") instanceof ArrayNode all) {
            for (Iterator<JsonNode> each = all.iterator(); each.hasNext();) {
                if (each.next() instanceof ObjectNode choice) {
                    progress |= RelayedChoice.hasContent(choice) || !choice.path("finish_reason").asText("").isEmpty();
                    RelayedChoice.Result result = choice(choice.path("index").asInt(0)).correct(choice);
                    changed |= result != RelayedChoice.Result.UNCHANGED;
                    if (result == RelayedChoice.Result.REPEATED) {
                        each.remove();
                    }
                }
            }
        }
        int left = chunk.path("choices").size();
        if (before > 0 && left == 0) {
            return new Inspection(false, counts, Optional.of(""));
        }
        changed |= envelope.complete(chunk);
        if (left > 0 && chunk.path("usage").isObject()) {
            chunk.remove("usage");
            changed = true;
        } else if (left == 0 && chunk.path("usage").isObject()) {
            changed |= !chunk.path("choices").isArray() && chunk.putArray("choices").isEmpty();
            usageChunk = changed ? chunk.toString() : data;
            return new Inspection(progress, counts, Optional.of(""));
        }
        return new Inspection(progress, counts, changed ? Optional.of(chunk.toString()) : Optional.empty());
    }

    private RelayedChoice choice(int index) {
        return choices.computeIfAbsent(index, first -> {
            var choice = new RelayedChoice(chat);
            if (skipped) {
                choice.skip();
            }
            return choice;
        });
    }

    /** The chunks that are still missing at the end: finish reasons, and the usage if the client asked for it. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        if (!skipped) {
            if (choices.isEmpty()) {
                choice(0);
            }
            choices.forEach((index, choice) -> {
                if (!choice.finished()) {
                    ObjectNode chunk = envelope.chunk();
                    choice.finish(chunk.putArray("choices").addObject().put("index", index));
                    missing.add(chunk.toString());
                }
            });
        }
        if (includeUsage && usageChunk != null) {
            missing.add(usageChunk);
        } else if (includeUsage && usage != null) {
            ObjectNode chunk = envelope.chunk();
            chunk.putArray("choices");
            missing.add(chunk.set("usage", usage).toString());
        }
        return missing;
    }
}
