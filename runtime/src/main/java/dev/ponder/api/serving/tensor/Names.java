package dev.ponder.api.serving.tensor;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Checks that the names of tensors are distinct. */
final class Names {

    private Names() {
    }

    static <T> void requireDistinct(String list, List<T> members, Function<T, String> name) {
        var seen = new HashSet<String>();
        for (T member : members) {
            if (!seen.add(name.apply(member))) {
                throw new IllegalArgumentException(
                        list + ": '" + name.apply(member) + "' twice (expected each name once)");
            }
        }
    }
}
