package dev.ponder.runtime.metrics;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException;

/** Names for how things end: few enough to be tags, whatever an upstream invents as codes. */
public final class OutcomeTag {

    private OutcomeTag() {
    }

    /** The outcome of a pipeline that ended like this. */
    public static String of(@Nullable Throwable failure, boolean cancelled) {
        if (cancelled) {
            return "cancelled";
        }
        if (failure == null) {
            return "ok";
        }
        if (failure instanceof UpstreamException upstream) {
            return upstream.fault().name().toLowerCase(Locale.ROOT);
        }
        return failure instanceof InferenceException known ? known.code() : "internal_error";
    }
}
