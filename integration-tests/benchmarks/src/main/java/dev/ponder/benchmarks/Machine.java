package dev.ponder.benchmarks;

import java.nio.file.Files;
import java.util.List;

import dev.ponder.harness.HostMachine;
import dev.ponder.harness.MarkdownTable;

/** What was measured, on which machine. */
final class Machine {

    private final Options options;

    Machine(Options options) {
        this.options = options;
    }

    String markdown() {
        var table = new MarkdownTable();
        table.row(List.of("", ""));
        table.row(List.of("date", HostMachine.date()));
        table.row(List.of("commit", HostMachine.commit(options.top())));
        table.row(List.of("application", options.app().toString()));
        table.row(List.of("machine", HostMachine.processor()));
        table.row(List.of("kernel", HostMachine.output("uname", "-sr")));
        table.row(List.of("JDK", HostMachine.output(options.java17().resolve("bin/java").toString(), "-version")));
        if (Files.exists(options.java25().resolve("bin/java"))) {
            table.row(
                    List.of("JDK 25", HostMachine.output(options.java25().resolve("bin/java").toString(), "-version")));
        }
        table.row(List.of("JVM options", String.join(" ", options.jvmOptions())));
        table.row(List.of("nginx", HostMachine.output("nginx", "-v")));
        table.row(List.of("HAProxy", HostMachine.output("haproxy", "-v")));
        table.row(List.of("rounds", "" + options.scale().rounds()));
        return table.toString();
    }
}
