package dev.ponder.runtime.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.microprofile.config.ConfigProvider;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.health.ShutdownDelay;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.record.replay.RecordedRun;
import dev.ponder.runtime.record.replay.Replay;
import dev.ponder.runtime.record.replay.ReplayResult;
import dev.ponder.runtime.record.replay.ReplayResult.Verdict;
import dev.ponder.runtime.strategy.StrategyRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.config.SmallRyeConfig;

/**
 * Replays the requests of a record file, without listening and without calls of models, and exits: with 0 if all results are the
 * same, with 1 if one differs, with 2 if one cannot be replayed.
 */
public final class ReplayRun implements QuarkusApplication {

    static final String REPLAY = "replay";
    static final int IMPOSSIBLE = 2;
    private static final String REQUEST = "request";
    private static final int DIFFERENT = 1;
    /** Properties of a replay. It needs no upstream, and records nothing. */
    private static final Map<String, String> PROPERTIES = Map.of("ponder.sim.enabled", "true",
            "quarkus.http.host-enabled", "false", "ponder.warmup.enabled", "false", "ponder.record.file", "",
            "ponder.record.http.url", "", "quarkus.log.level", "WARN");

    /**
     * The properties of a replay: its own, and the recorded settings of the strategies. Where two records differ, those of the
     * first one apply. Throws an {@link IllegalArgumentException} that says what is wrong with the flags.
     */
    static Map<String, String> properties(Flags flags) {
        var properties = new LinkedHashMap<>(PROPERTIES);
        settings(runs(flags)).forEach(properties::putIfAbsent);
        return properties;
    }

    private static List<RecordedRun> runs(Flags flags) {
        String file = flags.value(REPLAY).orElse("");
        if (file.isEmpty()) {
            throw new IllegalArgumentException("--replay: expected a file of ponder.record.file, such as"
                    + " --replay records.jsonl");
        }
        Optional<String> wanted = flags.value(REQUEST);
        List<RecordedRun> runs;
        try {
            runs = RecordedRun.read(Path.of(file)).stream()
                    .filter(run -> wanted.isEmpty() || run.named(wanted.get())).toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("--replay: '" + file + "' cannot be read: " + e);
        }
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(wanted.isEmpty()
                    ? "--replay: '" + file + "' contains no record"
                    : "--request: '" + wanted.get() + "' is no request of '" + file
                            + "' (expected the request_id or x_request_id of a record)");
        }
        return runs;
    }

    @Override
    public int run(String... arguments) {
        ShutdownDelay.skip();
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        QuotaService quota = Arc.container().instance(QuotaService.class).get();
        quota.pause(true);
        var replay = new Replay(Arc.container().instance(StrategyRegistry.class).get(),
                config.getConfigMapping(PonderConfig.class), quota);
        List<RecordedRun> runs = runs(Flags.of(arguments));
        Map<String, String> applied = settings(runs);
        int code = 0;
        for (RecordedRun run : runs) {
            List<String> others = others(run, applied, config);
            ReplayResult result = others.isEmpty()
                    ? replay.run(run)
                    : new ReplayResult(run.id(), Verdict.IMPOSSIBLE, others);
            PonderServer.print(result.toString());
            code = Math.max(code, switch (result.verdict()) {
                case SAME -> 0;
                case DIFFERENT -> DIFFERENT;
                case IMPOSSIBLE -> IMPOSSIBLE;
            });
        }
        return code;
    }

    private static Map<String, String> settings(List<RecordedRun> runs) {
        var settings = new LinkedHashMap<String, String>();
        runs.forEach(run -> run.settings().forEach(settings::putIfAbsent));
        return settings;
    }

    /** The settings of a record that do not apply because an earlier one has others. Those that the user changed are his choice. */
    private static List<String> others(RecordedRun run, Map<String, String> applied, SmallRyeConfig config) {
        var others = new ArrayList<String>();
        run.settings().forEach((name, recorded) -> {
            String value = Objects.requireNonNull(applied.get(name));
            String now = Optional.ofNullable(config.getConfigValue(name).getValue()).orElse("");
            if (!value.equals(recorded) && now.equals(value)) {
                others.add(name + " was '" + recorded + "', but is '" + value
                        + "' in an earlier record (replay this one alone, by --request)");
            }
        });
        return others;
    }
}
