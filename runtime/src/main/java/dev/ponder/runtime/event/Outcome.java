package dev.ponder.runtime.event;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;

/**
 * How a request, a stage or a call ended.
 *
 * @param failure null if it succeeded or was cancelled
 */
public record Outcome(boolean cancelled, @Nullable Throwable failure) {

    /** It succeeded. */
    public static final Outcome OK = new Outcome(false, null);

    /** The outcome of a pipeline that terminated with these values. */
    public static Outcome of(@Nullable Throwable failure, boolean cancelled) {
        return failure == null && !cancelled ? OK : new Outcome(cancelled, cancelled ? null : failure);
    }

    /** Whether it failed. */
    public boolean failed() {
        return failure != null;
    }

    /**
     * {@code ok}, {@code cancelled} or a kind of error. The number of values is small, as a meter's tag requires: codes
     * that upstreams make up are not among them.
     */
    public String tag() {
        if (cancelled) {
            return "cancelled";
        }
        if (failure == null) {
            return "ok";
        }
        return failure instanceof UpstreamException upstream
                ? upstream.fault().name().toLowerCase(Locale.ROOT)
                : code();
    }

    /** The error code that the client receives; empty if there is no failure. */
    public String code() {
        if (failure == null) {
            return "";
        }
        return failure instanceof InferenceException known ? known.code() : "internal_error";
    }
}
