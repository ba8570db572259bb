package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.stream.LoneSurrogates;
import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

/**
 * Buffers a relayed response that is not a stream until it is complete, so that a truncated one, or an error, has its true
 * status, and one that official SDKs cannot read is corrected. A large one is forwarded as it arrives. One instance per response.
 */
final class RelayedBodyBuffer {

    static final int MAX_BUFFERED = 256 * 1024;

    private final RelayPart.Head head;
    private final boolean json;
    private final CompletionReader completions;
    private final Predicate<ObjectNode> correction;
    private final Buffer buffered = Buffer.buffer();
    private final UsageScanner usage;
    private boolean released;

    /**
     * A buffer.
     *
     * @param json whether the response is JSON, which is checked
     * @param correction corrects the JSON; whether anything was corrected
     */
    RelayedBodyBuffer(RelayPart.Head head, boolean json, CompletionReader completions,
            Predicate<ObjectNode> correction) {
        this.correction = correction;
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
        if (released) {
            return usage.found().<List<RelayPart>>map(found -> List.of(new RelayPart.Used(found))).orElse(List.of());
        }
        if (!json) {
            return all(head, buffered);
        }
        ObjectNode response = completions.object(buffered.getBytes());
        var parts = new ArrayList<RelayPart>();
        UsageReader.find(response).map(RelayPart.Used::new).ifPresent(parts::add);
        parts.addAll(all(head, correction.test(response)
                ? LoneSurrogates.encode(response.toString())
                : withoutByteOrderMark(buffered)));
        return parts;
    }

    /** JSON must not begin with one, and many clients cannot read it then. */
    private static Buffer withoutByteOrderMark(Buffer json) {
        boolean marked = json.length() > 2 && json.getUnsignedByte(0) == 0xEF && json.getUnsignedByte(1) == 0xBB
                && json.getUnsignedByte(2) == 0xBF;
        return marked ? json.slice(3, json.length()) : json;
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
        return List.of(new RelayPart.Head(head.status(), headers, head.failure()), new RelayPart.Bytes(body));
    }
}
