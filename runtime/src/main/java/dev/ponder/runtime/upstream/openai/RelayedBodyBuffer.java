package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

/**
 * Holds a relayed reply that is not a stream until it is there, so that one that breaks off, or that is an error, has
 * its true status. A large one is let go; its bytes pass as they are in any case. One instance per reply.
 */
final class RelayedBodyBuffer {

    static final int LARGEST_HELD = 256 * 1024;

    private final RelayPart.Head head;
    private final boolean json;
    private final CompletionReader replies;
    private final Buffer held = Buffer.buffer();
    private final UsageScanner usage;
    private boolean released;

    RelayedBodyBuffer(RelayPart.Head head, boolean json, CompletionReader replies) {
        this.head = head;
        this.json = json;
        this.replies = replies;
        this.usage = replies.passingUsage();
    }

    List<RelayPart> pass(Buffer bytes) {
        if (released) {
            return let(List.of(), bytes);
        }
        held.appendBuffer(bytes);
        released = held.length() > LARGEST_HELD;
        return released ? let(List.of(head), held) : List.of();
    }

    /** The whole reply. Fails when it is none. */
    List<RelayPart> end() {
        Optional<Usage> used = released ? usage.found() : json ? replies.glance(held.getBytes()) : Optional.empty();
        var parts = new ArrayList<RelayPart>(used.map(RelayPart.Used::new).stream().toList());
        if (!released) {
            parts.addAll(all(head, held));
        }
        return parts;
    }

    private List<RelayPart> let(List<RelayPart> before, Buffer bytes) {
        if (json) {
            usage.see(bytes);
        }
        var parts = new ArrayList<>(before);
        parts.add(new RelayPart.Bytes(bytes));
        return parts;
    }

    /** A reply that is there, with its length. */
    static List<RelayPart> all(RelayPart.Head head, Buffer body) {
        var headers = new HashMap<>(head.headers());
        headers.put("Content-Length", Integer.toString(body.length()));
        return List.of(new RelayPart.Head(head.status(), headers), new RelayPart.Bytes(body));
    }
}
