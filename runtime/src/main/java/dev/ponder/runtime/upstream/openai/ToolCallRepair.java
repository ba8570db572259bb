package dev.ponder.runtime.upstream.openai;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Repairs the tool calls of one choice, in a stream or in a whole completion. A piece belongs to the call of its index,
 * unless it brings a name to a call that has a name and complete arguments: then it starts a new call. Without an index it
 * belongs to the call of its id, else to the current call. Pieces without a fault are unchanged. Not thread-safe.
 */
final class ToolCallRepair {

    private final Supplier<String> ids;
    private final Map<Integer, Call> ofIndex = new HashMap<>();
    private final Map<String, Call> ofId = new HashMap<>();
    private final Set<String> idsSent = new HashSet<>();
    private int next;
    private @Nullable Call current;

    /** Ids are random, so that they differ from those of every other turn of a conversation. */
    ToolCallRepair() {
        this(() -> "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24));
    }

    ToolCallRepair(Supplier<String> ids) {
        this.ids = ids;
    }

    /** A call whose pieces arrive. */
    private static final class Call {

        private final int index;
        private final boolean custom;
        private @Nullable Integer indexSent;
        private @Nullable String idSent;
        private String name = "";
        /** The name came again after complete arguments: a repetition, unless more arguments follow. */
        private boolean repeated;
        private final JsonProgress arguments = new JsonProgress();

        Call(int index, boolean custom) {
            this.index = index;
            this.custom = custom;
        }

        boolean complete() {
            return !custom && !name.isEmpty() && arguments.complete();
        }

        /** What a name adds to the name so far: servers repeat it, split it, or send it whole with each piece. */
        String added(String sent) {
            if (sent.equals(name)) {
                return "";
            }
            if (!name.isEmpty() && !arguments.blank()) {
                return "";
            }
            return name.isEmpty() || !sent.startsWith(name) ? sent : sent.substring(name.length());
        }
    }

    /** Whether there was any call. */
    boolean seen() {
        return next > 0;
    }

    /** Repairs the calls of a completion, each of which is whole. Returns whether any had a fault. */
    boolean repairWhole(JsonNode calls) {
        boolean changed = false;
        for (JsonNode call : calls) {
            if (call instanceof ObjectNode json) {
                var piece = new ToolCallPiece(json);
                changed |= piece.normalize();
                changed |= begin(piece, new Call(next++, piece.custom()));
            }
        }
        return changed;
    }

    /** Repairs a piece of a stream. Returns whether it had a fault. */
    boolean repair(ObjectNode json) {
        var piece = new ToolCallPiece(json);
        boolean changed = piece.normalize();
        Call call = callOf(piece);
        if (call == null) {
            var begun = new Call(next++, piece.custom());
            changed |= begin(piece, begun);
            return piece.putIndex(begun.index) || changed;
        }
        current = call;
        remember(piece, call);
        String added = call.added(piece.name());
        call.name += added;
        call.arguments.add(piece.arguments());
        changed |= piece.putIndex(call.index);
        changed |= piece.removeId();
        return piece.putName(added) || changed;
    }

    private boolean begin(ToolCallPiece piece, Call call) {
        remember(piece, call);
        current = call;
        call.name = piece.name();
        call.arguments.add(piece.arguments());
        String id = piece.id();
        boolean changed = id == null || !idsSent.add(id);
        if (changed) {
            String made = ids.get();
            idsSent.add(made);
            piece.putId(made);
        }
        return piece.complete() || changed;
    }

    private void remember(ToolCallPiece piece, Call call) {
        if (piece.sentIndex() != null) {
            call.indexSent = piece.sentIndex();
            ofIndex.put(piece.sentIndex(), call);
        }
        String id = piece.id();
        if (id != null) {
            call.idSent = call.idSent == null ? id : call.idSent;
            ofId.put(id, call);
        }
    }

    /** The call that a piece continues; null if it starts a call. */
    private @Nullable Call callOf(ToolCallPiece piece) {
        Call call = candidate(piece);
        if (call == null || !piece.name().isEmpty() && starts(piece, call)) {
            return null;
        }
        if (call.repeated && piece.name().isEmpty() && !piece.arguments().isBlank()) {
            call.repeated = false;
            piece.putName(call.name);
            return null;
        }
        return call;
    }

    private @Nullable Call candidate(ToolCallPiece piece) {
        boolean named = !piece.name().isEmpty();
        Call byId = piece.id() == null ? null : ofId.get(piece.id());
        if (piece.sentIndex() == null) {
            return byId != null ? byId : named && piece.id() != null ? null : current;
        }
        Call byIndex = ofIndex.get(piece.sentIndex());
        if (byIndex != null) {
            return byId != null && piece.sentIndex().equals(byId.indexSent) ? byId : byIndex;
        }
        if (byId != null) {
            return !named || !byId.complete() && piece.name().equals(byId.name) ? byId : null;
        }
        boolean rest = current != null && !named && piece.id() == null
                && (current.indexSent == null || !current.complete());
        return rest ? current : null;
    }

    /** Whether a piece with a name starts a call instead of continuing one. */
    private boolean starts(ToolCallPiece piece, Call call) {
        if (call.name.isEmpty()) {
            return false;
        }
        boolean sameName = piece.name().equals(call.name);
        boolean sameId = piece.id() != null && piece.id().equals(call.idSent);
        if (call.complete()) {
            call.repeated = sameName && piece.arguments().isBlank() && (piece.id() == null || sameId);
            return !call.repeated;
        }
        boolean otherId = piece.id() != null && call.idSent != null && !sameId;
        if (call.custom) {
            return otherId;
        }
        return !sameName && (otherId || !sameId && !call.arguments.blank());
    }
}
