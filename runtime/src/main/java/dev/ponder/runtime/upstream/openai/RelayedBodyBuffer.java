package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

/**
 * Buffers a relayed response that is not a stream until it is complete, so that a truncated one, or an error, has its true
 * status. A large one is forwarded as it arrives. Its bytes are unchanged in any case. One instance per response.
 */
final class RelayedBodyBuffer {

    static final int MAX_BUFFERED = 256 * 1024;

    private final RelayPart.Head head;
    private final boolean json;
    private final CompletionReader completions;
    private final Buffer buffered = Buffer.buffer();
    private final UsageScanner usage;
    private boolean released;

    RelayedBodyBuffer(RelayPart.Head head, boolean json, CompletionReader completions) {
        this.head = head;
        this.json = json;
        this.completions = completions;
        this.usage = completions.usageScanner();
    }

    List<RelayPart> add(Buffer bytes) {
        if (released) {
            return forward(List.of(), bytes);
        }
        buffered.appendBuffer(bytes);
        released = buffered.length() > MAX_BUFFERED;
        return released ? forward(List.of(head), buffered) : List.of();
    }

    /** The rest, which is the whole response if it was buffered. Fails when the response is an error or not JSON. */
    List<RelayPart> end() {
        Optional<Usage> used = released
                ? usage.found()
                : json ? completions.check(buffered.getBytes()) : Optional.empty();
        var parts = new ArrayList<RelayPart>(used.map(RelayPart.Used::new).stream().toList());
        if (!released) {
            parts.addAll(all(head, buffered));
        }
        return parts;
    }

    private List<RelayPart> forward(List<RelayPart> before, Buffer bytes) {
        if (json) {
            usage.scan(bytes);
        }
        var parts = new ArrayList<>(before);
        parts.add(new RelayPart.Bytes(bytes));
        return parts;
    }

    /** A complete response, with its length. */
    static List<RelayPart> all(RelayPart.Head head, Buffer body) {
        var headers = new HashMap<>(head.headers());
        headers.put("Content-Length", Integer.toString(body.length()));
        return List.of(new RelayPart.Head(head.status(), headers), new RelayPart.Bytes(body));
    }
}
