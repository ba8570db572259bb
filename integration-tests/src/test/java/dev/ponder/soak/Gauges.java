package dev.ponder.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of {@code /q/metrics}, each summed over its tags. */
record Gauges(Map<String, Double> values, long heap) {

    /** Gauges of work in flight or queued: each must return to its initial value. */
    static final String[] IN_FLIGHT = {"ponder_admission_active", "ponder_admission_queued",
            "ponder_upstream_calls_active", "ponder_upstream_calls_queued", "http_server_active_requests",
            "http_client_active_requests"};

    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    static Gauges parse(String text) {
        var values = new TreeMap<String, Double>();
        long heap = 0;
        for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            int end = line.lastIndexOf(' ');
            String name = line.substring(0, line.indexOf('{') < 0 ? end : line.indexOf('{'));
            double value = Double.parseDouble(line.substring(end + 1));
            values.merge(name, value, Double::sum);
            heap += line.startsWith(HEAP) ? (long) value : 0;
        }
        return new Gauges(values, heap);
    }

    long heapMegabytes() {
        return heap >> 20;
    }

    long value(String name) {
        return values.getOrDefault(name, 0d).longValue();
    }

    /** The values of {@link #IN_FLIGHT} that the server has, by name. */
    Map<String, Long> inFlight() {
        return Arrays.stream(IN_FLIGHT).filter(values::containsKey)
                .collect(Collectors.toMap(name -> name, this::value, (a, b) -> a, TreeMap::new));
    }
}
