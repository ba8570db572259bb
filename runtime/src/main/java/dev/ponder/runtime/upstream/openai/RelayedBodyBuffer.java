package dev.ponder.runtime.upstream.openai;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.buffer.Buffer;

/**
 * Buffers a relayed response that is not a stream until it is complete, so that a truncated one, or an error, has its true
 * status, and one that official SDKs cannot read is corrected. A large one is forwarded as it arrives. One instance per response.
 */
final class RelayedBodyBuffer implements RelayedBody {

    static final int MAX_BUFFERED = 256 * 1024;

    private final boolean json;
    private final CompletionReader completions;
    private final Predicate<ObjectNode> correction;
    private Buffer buffered = Buffer.buffer(0);
    private @Nullable UsageScanner usage;

    /**
     * A buffer.
     *
     * @param json whether the response is JSON, which is checked
     * @param correction corrects the JSON; whether anything was corrected
     */
    RelayedBodyBuffer(boolean json, CompletionReader completions, Predicate<ObjectNode> correction) {
        this.correction = correction;
        this.json = json;
        this.completions = completions;
    }

    @Override
    public Output add(Buffer bytes) {
        if (usage != null) {
            return forward(usage, bytes);
        }
        buffered = joined(buffered, bytes);
        if (buffered.length() <= MAX_BUFFERED) {
            return Output.NOTHING;
        }
        usage = completions.usageScanner();
        return forward(usage, buffered);
    }

    /** Most bodies arrive in one piece, which is not copied. */
    private static Buffer joined(Buffer first, Buffer second) {
        return first.length() == 0
                ? second
                : Buffer.buffer(first.length() + second.length()).appendBuffer(first).appendBuffer(second);
    }

    /** The rest, which is the whole response if it was buffered. It fails when it is an error or not JSON. */
    @Override
    public Output end() {
        if (usage != null) {
            return new Output(Buffer.buffer(), true, usage.found().orElse(null), null);
        }
        if (!json) {
            return Output.of(buffered);
        }
        try {
            return checked();
        } catch (UpstreamException failure) {
            return Output.failure(failure);
        }
    }

    private Output checked() {
        RegularCompletion regular = RegularCompletion.read(buffered);
        if (regular != null) {
            return new Output(buffered, true, regular.usage(), null);
        }
        ObjectNode response = completions.object(buffered.getBytes());
        Usage reported = UsageReader.find(response).orElse(null);
        return new Output(correction.test(response)
                ? LoneSurrogates.encode(response.toString())
                : withoutByteOrderMark(buffered), true, reported, null);
    }

    /** JSON must not begin with one, and many clients cannot read it then. */
    private static Buffer withoutByteOrderMark(Buffer json) {
        boolean marked = json.length() > 2 && json.getUnsignedByte(0) == 0xEF && json.getUnsignedByte(1) == 0xBB
                && json.getUnsignedByte(2) == 0xBF;
        return marked ? json.slice(3, json.length()) : json;
    }

    private Output forward(UsageScanner scanner, Buffer bytes) {
        if (json) {
            scanner.scan(bytes);
        }
        return Output.of(bytes);
    }
}
