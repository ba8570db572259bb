package dev.ponder.runtime.upstream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Set<Object> counted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Body shared;

    private record Body(UpstreamCall call, Buffer bytes) {}

    /** Whether the group counts this for the first time. */
    boolean counts(Object outcome) {
        return counted.add(outcome);
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
