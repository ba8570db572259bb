package dev.ponder.strategies.cot_reflection;

import java.util.Locale;

/** The sections of a reply, each between its own tags. */
enum Section {
    THINKING, REFLECTION, OUTPUT;

    /** What the names of its tags begin with. */
    String stem() {
        return name().toLowerCase(Locale.ROOT);
    }
}
