package dev.ponder.strategies.z3.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of a script. Immutable. */
public sealed interface SolverResult {

    /** Why a script has no results. */
    enum Fault {
        /** The script is malformed, not allowed, or has an error of syntax or sorts. The model can correct it. */
        INVALID,
        /** The process was killed at its time limit. */
        TIMEOUT,
        /** The solver reached its memory limit. */
        MEMORY,
        /** The process ended without a result. */
        CRASHED,
        /** All processes were busy for too long. */
        BUSY,
        /** The solver cannot run on this system: no script can be solved. */
        UNAVAILABLE
    }

    /**
     * The script was executed.
     *
     * @param queries a result for each of its questions, at least one
     */
    record Solved(List<QueryResult> queries) implements SolverResult {

        /** Copies the list. */
        public Solved {
            queries = List.copyOf(queries);
        }
    }

    /**
     * The script was not executed to its end.
     *
     * @param message for the model if it can correct the script, else for the operator
     */
    record Failed(Fault fault, String message) implements SolverResult {}

    /** Reads what {@link #write} wrote. */
    static SolverResult readFrom(DataInputStream in) throws IOException {
        if (in.readBoolean()) {
            int size = in.readInt();
            var queries = new ArrayList<QueryResult>();
            for (int i = 0; i < size; i++) {
                queries.add(QueryResult.readFrom(in));
            }
            return new Solved(queries);
        }
        return new Failed(Fault.valueOf(in.readUTF()), in.readUTF());
    }

    /** Writes a result. */
    static void write(SolverResult result, DataOutputStream out) throws IOException {
        out.writeBoolean(result instanceof Solved);
        if (result instanceof Solved solved) {
            out.writeInt(solved.queries().size());
            for (QueryResult query : solved.queries()) {
                query.writeTo(out);
            }
        } else if (result instanceof Failed failed) {
            out.writeUTF(failed.fault().name());
            out.writeUTF(failed.message());
        }
        out.flush();
    }
}
