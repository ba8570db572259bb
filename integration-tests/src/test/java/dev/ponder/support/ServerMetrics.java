package dev.ponder.support;

import static io.restassured.RestAssured.get;

import java.time.Duration;

/** The server's metrics as Prometheus reads them. */
public final class ServerMetrics {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private ServerMetrics() {
    }

    /** Waits until a meter with these tags has this value. */
    public static void await(String meter, int value) {
        long begin = System.nanoTime();
        String wanted = meter + " " + value + ".0";
        String seen = all();
        while (!seen.contains(wanted)) {
            if (System.nanoTime() - begin > WAIT.toNanos()) {
                throw new AssertionError("no " + wanted + " in " + seen.lines()
                        .filter(line -> line.startsWith(meter.replaceAll("\\{.*", ""))).toList());
            }
            seen = all();
        }
    }

    public static String all() {
        return get("/q/metrics").asString();
    }
}
