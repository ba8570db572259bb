package dev.ponder.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a run. The script {@code run} describes those of the command line.
 *
 * @param top the root of the repository
 * @param app the packaged server
 * @param tools the load generator and the mock upstream
 * @param output where results are written
 * @param only the ids of the benchmarks to run; empty: all
 * @param variants the names of the JVM variants to run; empty: all
 * @param java17 the JDK 17, or the JDK that runs this program
 * @param java25 the JDK 25; an empty path if there is none
 * @param jvmOptions options of all JVMs that are measured
 */
record Options(Path top, Path app, Path tools, Path output, Scale scale, List<String> only, List<String> variants,
        Path java17,
        Path java25, List<String> jvmOptions) {

    static Options parse(String[] arguments) {
        Path top = Path.of(arguments[0]).toAbsolutePath();
        Path target = top.resolve("integration-tests/target/benchmarks");
        Path app = top.resolve("src/target/quarkus-app");
        Path output = target;
        Scale scale = Scale.FULL;
        int rounds = 0;
        List<String> only = new ArrayList<>();
        List<String> variants = new ArrayList<>();
        List<String> jvmOptions = List.of("-Xmx256m");
        Path java17 = Path.of(System.getProperty("java.home"));
        Path java25 = Path.of(System.getenv().getOrDefault("JAVA25_HOME", ""));
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> scale = Scale.QUICK;
                case "--sizing" -> {
                    scale = Scale.SIZING;
                    only.addAll(Sizing.BENCHMARKS);
                }
                case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                case "--only" -> only.addAll(List.of(arguments[++i].split(",")));
                case "--variants" -> variants.addAll(List.of(arguments[++i].split(",")));
                case "--app" -> app = Path.of(arguments[++i]).toAbsolutePath();
                case "--output" -> output = Path.of(arguments[++i]).toAbsolutePath();
                case "--jdk" -> java17 = Path.of(arguments[++i]);
                case "--jdk25" -> java25 = Path.of(arguments[++i]);
                case "--jvm-options" -> jvmOptions = List.of(arguments[++i].split(" "));
                default -> throw new IllegalArgumentException(arguments[i] + ": unknown option (see run --help)");
            }
        }
        return new Options(top, app, target.resolve("tools"), output, rounds > 0 ? scale.rounds(rounds) : scale, only,
                variants, java17, java25, jvmOptions);
    }

    Path bareRelay() {
        return top.resolve("integration-tests/benchmarks/bare-relay/target/quarkus-app");
    }
}
