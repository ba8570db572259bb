package dev.ponder.runtime.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses command-line flags: {@code --a=b}, {@code --a b} or {@code --a}. The last flag of a name is used. */
final class Flags {

    private static final String PREFIX = "--";

    private final Map<String, String> values = new LinkedHashMap<>();

    private Flags() {
    }

    static Flags of(String... arguments) {
        var flags = new Flags();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (!argument.startsWith(PREFIX)) {
                continue;
            }
            if (equals > 0) {
                flags.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("-")) {
                flags.put(argument, arguments[++i]);
            } else {
                flags.put(argument, "");
            }
        }
        return flags;
    }

    /** The names, with underscores, in order. */
    Set<String> names() {
        return values.keySet();
    }

    /** The value of a flag; an empty string if it has none. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** KServe's server accepts hyphens and underscores. */
    private void put(String flag, String value) {
        values.put(flag.substring(PREFIX.length()).replace('-', '_'), value);
    }
}
