package dev.ponder.runtime.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.vertx.core.buffer.Buffer;

/**
 * The calls of one stage of a request, with their candidates and retries. A circuit breaker counts their failures as one,
 * and equal calls share the bytes of their body. Thread-safe.
 */
public final class CallGroup {

    /** A larger body is written again for each call: the group would keep it until the request ends. */
    private static final int MAX_SHARED = 256 * 1024;

    /** Few: the outcomes of two circuit breakers for each upstream. */
    private final List<Count> counted = new ArrayList<>(2);
    private volatile @Nullable Body shared;

    private record Count(Object circuit, String outcome) {}

    private record Body(UpstreamCall call, Buffer bytes) {}

    /** Whether the group counts this outcome for the first time. */
    synchronized boolean counts(Object circuit, String outcome) {
        for (Count count : counted) {
            if (count.circuit == circuit && count.outcome.equals(outcome)) {
                return false;
            }
        }
        return counted.add(new Count(circuit, outcome));
    }

    /** The body of a call that is not streamed, which is that of the call before if both send the same. Not to be changed. */
    public Buffer body(UpstreamCall call, Supplier<Buffer> writer) {
        Body last = shared;
        if (last != null && sendSame(last.call, call)) {
            return last.bytes;
        }
        Buffer bytes = writer.get();
        if (bytes.length() <= MAX_SHARED) {
            shared = new Body(call, bytes);
        }
        return bytes;
    }

    /** The candidates of a stage are made from one prompt, so identity finds them. */
    private static boolean sendSame(UpstreamCall one, UpstreamCall other) {
        return one.conversation() == other.conversation() && one.parameters() == other.parameters()
                && one.choices() == other.choices() && one.model().equals(other.model())
                && one.form().equals(other.form());
    }

    /** All groups are equal, because calls are compared by what they send. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CallGroup;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
