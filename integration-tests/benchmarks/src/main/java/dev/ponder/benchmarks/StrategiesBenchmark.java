package dev.ponder.benchmarks;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.harness.LocalHttp;

/** The wall clock of strategies in units of the upstream's latency, and the CPU time of a fan-out. */
final class StrategiesBenchmark implements Benchmark {

    static final String ID = "strategies";
    static final String WALL_CLOCK = "wall clock / L";
    static final String BEYOND_DEPTH = "beyond the depth";
    static final String FAN_OUT = "majority_voting of 8";
    static final String FAN_OUT_UNITS = "adds unary calls";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LATENCY = 200;
    private static final int WARM_UP_REQUESTS = 3;
    private static final int FAN_OUT_CONNECTIONS = 4;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Strategies";
    }

    @Override
    public String method() {
        return "The simulated model answers each call after L = " + LATENCY
                + " ms, in the form that its prompt asks for, right with the probability 0.6."
                + " The declared depth and calls are those of `/v1/strategies`; a strategy that stops early takes less. The CPU"
                + " time of a fan-out is measured with the mock upstream, without latency, each answer another one.";
    }

    @Override
    public void run(Run run) {
        for (Variant variant : run.ponders()) {
            RunningServer server = run.launcher().start(simulating(variant), Cores.SERVER);
            List<JsonNode> strategies = strategies(server);
            for (JsonNode strategy : strategies) {
                request(server, strategy.get("id").asText(), WARM_UP_REQUESTS);
            }
            for (int round = 1; round <= run.scale().rounds(); round++) {
                for (JsonNode strategy : strategies) {
                    measure(run, server, strategy, round);
                }
            }
            run.launcher().stop(server);
        }
        fanOut(run);
    }

    /** A server of its own: one that serves the simulated model, too, would have more than one upstream. */
    private static Variant simulating(Variant variant) {
        var options = new ArrayList<>(variant.jvmOptions());
        options.addAll(List.of("-Dponder.sim.enabled=true", "-Dponder.sim.first-token=" + LATENCY + "MS",
                "-Dponder.sim.token-delay=0S"));
        return new Variant(variant.name(), variant.kind(), variant.java(), options);
    }

    private void measure(Run run, RunningServer server, JsonNode strategy, int round) {
        String id = strategy.get("id").asText();
        long start = System.nanoTime();
        JsonNode response = request(server, id, 1);
        double depth = (System.nanoTime() - start) / 1e6 / LATENCY;
        run.add(this, id, server.name(), round, WALL_CLOCK, depth);
        run.add(this, id, server.name(), round, "depth", strategy.get("depth").asDouble());
        run.add(this, id, server.name(), round, BEYOND_DEPTH, depth - strategy.get("depth").asDouble());
        run.add(this, id, server.name(), round, "calls", response.at("/ponder/calls").asDouble(1));
        run.add(this, id, server.name(), round, "declared calls", strategy.get("calls").asDouble());
        run.progress("round %d, %s, %s: %.2f L (depth %s)", round, id, server.name(), depth,
                strategy.get("depth").asText());
    }

    /** Sends requests one after another and returns the last response. */
    private static JsonNode request(RunningServer server, String strategy, int times) {
        ObjectNode body = JSON.createObjectNode().put("model", "sim");
        body.putObject("ponder").put("strategy", strategy);
        body.putArray("messages").addObject().put("role", "user").put("content", "What is 6 times 7?");
        String response = "";
        for (int i = 0; i < times; i++) {
            response = LocalHttp.call(server.port(), "POST", "/v1/chat/completions", body.toString());
        }
        return read(response);
    }

    private static List<JsonNode> strategies(RunningServer server) {
        var strategies = new ArrayList<JsonNode>();
        read(LocalHttp.call(server.port(), "GET", "/v1/strategies", "")).get("data").forEach(strategy -> {
            if (strategy.get("enabled").asBoolean()) {
                strategies.add(strategy);
            }
        });
        return strategies;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }

    private void fanOut(Run run) {
        Load fanOut = Load.unary(run.bodies().strategy("mock-v1", "majority_voting"), FAN_OUT_CONNECTIONS)
                .seconds(run.scale().seconds());
        Load single = Load.unary(run.bodies().unary(1_000), 16).seconds(run.scale().seconds());
        run.ponders().forEach(variant -> new WarmUp(run).warm(run.warm(variant), fanOut));
        run.interleave(run.ponders(), (server, round) -> {
            LoadResult many = run.load(server, FAN_OUT, fanOut);
            LoadResult one = run.load(server, FAN_OUT, single);
            run.add(this, FAN_OUT, server, round, "us of CPU per request", many.cpuPerCall(), many);
            run.add(this, FAN_OUT, server, round, FAN_OUT_UNITS, many.cpuPerCall() / one.cpuPerCall() - 1, many);
            run.progress("round %d, %s, %s: %.0f us per request, adds %.1f unary calls", round, FAN_OUT, server.name(),
                    many.cpuPerCall(), many.cpuPerCall() / one.cpuPerCall() - 1);
        });
    }
}
