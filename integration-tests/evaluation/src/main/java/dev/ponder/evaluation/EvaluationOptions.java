package dev.ponder.evaluation;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a run. The script {@code run} describes those of the command line.
 *
 * @param top the root of the repository
 * @param app the packaged server
 * @param output where results are written
 * @param baseUrl the server to ask; empty: the packaged server is started, with the simulated model
 * @param model the model without strategy
 * @param keyVariable the environment variable with the API key
 * @param file the questions; empty: generated ones
 * @param kinds the kinds of generated questions; empty: all
 * @param count the number of questions; of a file, its first ones
 * @param strategies the strategies; empty: all that the server has
 * @param seed the seed of questions and requests
 * @param concurrency requests at the same time
 * @param runPrograms whether programs of the model are run in child processes
 * @param page whether the report is also written into docs/evaluation.md
 * @param simulated properties of the simulated model and the packaged server
 */
record EvaluationOptions(Path top, Path app, Path output, Optional<URI> baseUrl, String model, String keyVariable,
        Optional<Path> file, Set<String> kinds, int count, List<StrategySpec> strategies, long seed, int concurrency,
        boolean runPrograms, boolean page, List<String> simulated) {

    static final int ALL = 300;

    static EvaluationOptions parse(String[] arguments) {
        Path top = Path.of(arguments[0]).toAbsolutePath();
        Path app = top.resolve("src/target/quarkus-app");
        Path output = top.resolve("integration-tests/target/evaluation");
        Optional<URI> baseUrl = Optional.empty();
        Optional<Path> file = Optional.empty();
        String model = "sim";
        String keyVariable = "OPENAI_API_KEY";
        Set<String> kinds = new HashSet<>();
        List<StrategySpec> strategies = new ArrayList<>();
        List<String> simulated = new ArrayList<>(
                List.of("-Dponder.sim.first-token=20MS", "-Dponder.sim.token-delay=0S"));
        int count = 0;
        long seed = 1;
        int concurrency = 8;
        boolean runPrograms = false;
        boolean page = false;
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--base-url" -> baseUrl = Optional.of(URI.create(arguments[++i]));
                case "--model" -> model = arguments[++i];
                case "--key-variable" -> keyVariable = arguments[++i];
                case "--file" -> file = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
                case "--kinds" -> kinds.addAll(List.of(arguments[++i].split(",")));
                case "--questions" -> count = Integer.parseInt(arguments[++i]);
                case "--strategies" ->
                    List.of(arguments[++i].split(",")).forEach(id -> strategies.add(StrategySpec.parse(id)));
                case "--strategy" -> strategies.add(StrategySpec.parse(arguments[++i]));
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--concurrency" -> concurrency = Integer.parseInt(arguments[++i]);
                case "--app" -> app = Path.of(arguments[++i]).toAbsolutePath();
                case "--output" -> output = Path.of(arguments[++i]).toAbsolutePath();
                case "--set" -> simulated.add("-D" + arguments[++i]);
                case "--run-programs" -> runPrograms = true;
                case "--page" -> page = true;
                default -> throw new IllegalArgumentException(arguments[i] + ": unknown option (see run --help)");
            }
        }
        return new EvaluationOptions(top, app, output, baseUrl, model, keyVariable, file, kinds,
                count > 0 ? count : file.isPresent() ? Integer.MAX_VALUE : ALL, strategies, seed, concurrency,
                runPrograms,
                page, simulated);
    }

    Optional<String> key() {
        return Optional.ofNullable(System.getenv(keyVariable)).filter(key -> !key.isBlank());
    }
}
