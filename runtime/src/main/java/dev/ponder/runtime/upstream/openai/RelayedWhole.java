package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

/**
 * Holds a relayed reply that is not a stream until it is there, so that one that breaks off, or that is an error, has
 * its true status. A large one is let go; its bytes pass as they are in any case. One instance per reply.
 */
final class RelayedWhole {

    static final int LARGEST_HELD = 256 * 1024;

    private final RelayPart.Head head;
    private final boolean json;
    private final ReplyReader replies;
    private final Buffer held = Buffer.buffer();
    private boolean released;

    RelayedWhole(RelayPart.Head head, boolean json, ReplyReader replies) {
        this.head = head;
        this.json = json;
        this.replies = replies;
    }

    List<RelayPart> pass(Buffer bytes) {
        if (released) {
            return List.of(new RelayPart.Bytes(bytes));
        }
        held.appendBuffer(bytes);
        released = held.length() > LARGEST_HELD;
        return released ? List.of(head, new RelayPart.Bytes(held)) : List.of();
    }

    /** The whole reply. Fails when it is none. */
    List<RelayPart> end() {
        if (released) {
            return List.of();
        }
        var parts = new ArrayList<RelayPart>();
        if (json) {
            replies.glance(held.getBytes()).map(RelayPart.Used::new).ifPresent(parts::add);
        }
        parts.addAll(all(head, held));
        return parts;
    }

    /** A reply that is there, with its length. */
    static List<RelayPart> all(RelayPart.Head head, Buffer body) {
        var headers = new HashMap<>(head.headers());
        headers.put("Content-Length", Integer.toString(body.length()));
        return List.of(new RelayPart.Head(head.status(), headers), new RelayPart.Bytes(body));
    }
}
