package dev.ponder.runtime.serving;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.ModelException;

/** Why a model could not be made ready. What its author says of that is for clients; what a library says is not. */
final class NotReady {

    private NotReady() {
    }

    /** The failure in words for clients; null where they say no more than that the model is not ready. */
    static @Nullable String reason(String model, Throwable failure) {
        String said = failure instanceof ModelException known ? known.getMessage() : null;
        if (said == null) {
            return "It could not be loaded (see the server's log).";
        }
        String plain = String.valueOf(ModelException.notReady(model, null).getMessage());
        return said.equals(plain) ? null : said.startsWith(plain + " ") ? said.substring(plain.length() + 1) : said;
    }
}
