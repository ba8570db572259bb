package dev.ponder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The cores that processes are pinned to: one for the measured server, one for the load and the mock upstream. */
enum Cores {

    SERVER("0"), LOAD("1"), BOTH("0,1");

    private final String list;

    Cores(String list) {
        this.list = list;
    }

    /** The command pinned to these cores. The kernel ends it when this process ends in any way. */
    List<String> pinned(List<String> command) {
        var pinned = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "taskset", "-c", list));
        pinned.addAll(command);
        return pinned;
    }
}
