package dev.ponder.runtime.rest.error;

import org.jboss.logging.Logger;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalError;

/** What a client learns of a failure: what is its business as it stands, a defect of ours only that there was one. */
public final class ErrorMapping {

    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    private ErrorMapping() {
    }

    /** The failure as a client may know it; a defect goes to the log. */
    public static InferenceException known(Throwable failure) {
        if (failure instanceof InferenceException known) {
            return known;
        }
        LOG.error("a request failed for a reason that is not its own", failure);
        return new InternalError("internal error (see the server's log)", failure);
    }
}
