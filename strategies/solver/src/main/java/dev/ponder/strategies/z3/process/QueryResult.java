package dev.ponder.strategies.z3.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The solver's result for one question of a script, after it was checked. Immutable.
 *
 * @param label what the script calls the question; may be empty
 * @param status what the solver found
 * @param detail why the status is {@link Status#UNKNOWN} or {@link Status#DEFECTIVE}, as one sentence; empty otherwise
 * @param values the requested terms in the model
 * @param uniqueness whether other values are possible
 * @param alternative other values of the requested terms, if there are {@link Uniqueness#SEVERAL}
 * @param core the assertions that contradict each other; empty unless the status is {@link Status#UNSATISFIABLE}
 */
public record QueryResult(String label, Status status, String detail, List<Binding> values, Uniqueness uniqueness,
        List<Binding> alternative, List<String> core) {

    private static final int MAX_TEXT = 4_000;

    /** What the solver found. */
    public enum Status {
        /** There is a model. It satisfies every assertion, and no model is better if there are objectives. */
        SATISFIABLE,
        /** The assertions contradict each other; a second solver confirmed that those of the core do. */
        UNSATISFIABLE,
        /** Undecided within the limits, or decided without a confirmation. */
        UNKNOWN,
        /** The question says too little to have an answer, for example because nothing is asserted. */
        DEFECTIVE
    }

    /** Whether the requested terms can have other values. */
    public enum Uniqueness {
        /** No other values are possible. */
        UNIQUE,
        /** Other values are possible. */
        SEVERAL,
        /** Undecided, or no values are requested. */
        UNDECIDED
    }

    /** Copies the lists. */
    public QueryResult {
        values = List.copyOf(values);
        alternative = List.copyOf(alternative);
        core = List.copyOf(core);
    }

    /** A model with the values of the requested terms. */
    public static QueryResult satisfiable(String label, List<Binding> values, Uniqueness uniqueness,
            List<Binding> alternative) {
        return new QueryResult(label, Status.SATISFIABLE, "", values, uniqueness, alternative, List.of());
    }

    /** A contradiction between the assertions of the core. */
    public static QueryResult unsatisfiable(String label, List<String> core) {
        return new QueryResult(label, Status.UNSATISFIABLE, "", List.of(), Uniqueness.UNDECIDED, List.of(), core);
    }

    /** No result, and why. */
    public static QueryResult none(String label, Status status, String detail) {
        return new QueryResult(label, status, detail, List.of(), Uniqueness.UNDECIDED, List.of(), List.of());
    }

    /** Whether the result decides the question. */
    public boolean decided() {
        return status == Status.SATISFIABLE || status == Status.UNSATISFIABLE;
    }

    static QueryResult readFrom(DataInputStream in) throws IOException {
        return new QueryResult(in.readUTF(), Status.valueOf(in.readUTF()), in.readUTF(), Binding.readAll(in),
                Uniqueness.valueOf(in.readUTF()), Binding.readAll(in), texts(in));
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(label);
        out.writeUTF(status.name());
        out.writeUTF(shortened(detail));
        Binding.writeAll(values, out);
        out.writeUTF(uniqueness.name());
        Binding.writeAll(alternative, out);
        out.writeInt(core.size());
        for (String assertion : core) {
            out.writeUTF(shortened(assertion));
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int size = in.readInt();
        var texts = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static String shortened(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + " ..." : text;
    }
}
