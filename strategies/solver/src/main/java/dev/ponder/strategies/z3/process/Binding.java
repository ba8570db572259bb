package dev.ponder.strategies.z3.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A term and its value in a model. Immutable.
 *
 * @param term the term as the script has it
 * @param value numbers are decimal or fractions; all other values are as in SMT-LIB
 */
public record Binding(String term, String value) {

    /** Several of them as lines for people and models. */
    public static String lines(List<Binding> bindings) {
        return bindings.stream().map(binding -> binding.term + " = " + binding.value)
                .collect(Collectors.joining("\n"));
    }

    static List<Binding> readAll(DataInputStream in) throws IOException {
        int size = in.readInt();
        var bindings = new ArrayList<Binding>();
        for (int i = 0; i < size; i++) {
            bindings.add(new Binding(in.readUTF(), in.readUTF()));
        }
        return bindings;
    }

    static void writeAll(List<Binding> bindings, DataOutputStream out) throws IOException {
        out.writeInt(bindings.size());
        for (Binding binding : bindings) {
            out.writeUTF(binding.term);
            out.writeUTF(binding.value);
        }
    }
}
