package dev.ponder.runtime.rest.error;

import org.jboss.logging.Logger;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.InternalException;

/** Maps any failure to one whose text clients may see. */
public final class ErrorMapping {

    private static final Logger LOG = Logger.getLogger(ErrorMapping.class);

    private ErrorMapping() {
    }

    /** The failure itself, or for a defect an internal error without details; the defect is logged. */
    public static InferenceException known(Throwable failure) {
        if (failure instanceof InferenceException known) {
            return known;
        }
        LOG.error("a request failed because of a defect of the server or of a served model", failure);
        return new InternalException("internal error (see the server's log)", failure);
    }
}
