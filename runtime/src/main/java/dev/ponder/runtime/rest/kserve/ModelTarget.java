package dev.ponder.runtime.rest.kserve;

import jakarta.ws.rs.NotAllowedException;

/**
 * What a path of V1 names: a model and what it is to do. A model's name may hold colons itself: the last one counts.
 */
public record ModelTarget(String model, Verb verb) {

    /** What a model can be told to do. */
    public enum Verb {
        PREDICT(":predict"), EXPLAIN(":explain");

        private final String suffix;

        Verb(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Reads a path. Without a verb there is nothing to be posted there. */
    public static ModelTarget posted(String path) {
        for (Verb verb : Verb.values()) {
            if (path.endsWith(verb.suffix)) {
                return new ModelTarget(path.substring(0, path.length() - verb.suffix.length()), verb);
            }
        }
        throw new NotAllowedException("GET");
    }

    /** The name of a model that is asked for. With a verb it can only be posted to. */
    public static String asked(String path) {
        for (Verb verb : Verb.values()) {
            if (path.endsWith(verb.suffix)) {
                throw new NotAllowedException("POST");
            }
        }
        return path;
    }
}
