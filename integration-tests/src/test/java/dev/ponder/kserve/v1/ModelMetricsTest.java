package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** Metrics have KServe's names and buckets; the duration of a hook includes its stream. */
@QuarkusTest
class ModelMetricsTest extends V1Test {

    private static final List<Double> BUCKETS = List.of(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1.0, 2.5, 5.0,
            7.5,
            10.0, Double.POSITIVE_INFINITY);

    @Test
    void countHooksToTheEndOfTheirStreams() {
        assertThat(predict("measured", "{'kind':'stream'}").text()).isEqualTo("abcd");

        String after = metrics();
        assertThat(value(after, "request_preprocess_seconds_count")).isEqualTo(1);
        assertThat(value(after, "request_predict_seconds_count")).isEqualTo(1);
        assertThat(value(after, "request_postprocess_seconds_count")).isEqualTo(1);
        assertThat(value(after, "request_first_item_seconds_count")).isEqualTo(1);
        assertThat(value(after, "request_predict_seconds_sum")).isGreaterThan(0.3)
                .isGreaterThan(value(after, "request_preprocess_seconds_sum"));
        assertThat(value(after, "request_postprocess_seconds_sum")).isGreaterThan(0.3);
        assertThat(value(after, "request_first_item_seconds_sum")).isGreaterThan(0.08)
                .isLessThan(value(after, "request_predict_seconds_sum") - 0.2);
        assertThat(bucket(after, "request_predict_seconds", "0.25")).isZero();
        assertThat(bucket(after, "request_predict_seconds", "+Inf")).isEqualTo(1);
        for (String hook : List.of("preprocess", "predict", "postprocess", "first_item")) {
            assertThat(after).contains("# TYPE request_" + hook + "_seconds histogram");
            assertThat(buckets(after, "request_" + hook + "_seconds")).as(hook).isEqualTo(BUCKETS);
        }

        predict("measured", "{'kind':'fail'}");
        assertThat(explain("measured", "{}").status()).isEqualTo(200);

        String then = metrics();
        assertThat(value(then, "request_preprocess_seconds_count")).isEqualTo(3);
        assertThat(value(then, "request_predict_seconds_count")).isEqualTo(2);
        assertThat(value(then, "request_postprocess_seconds_count")).isEqualTo(2);
        assertThat(value(then, "request_explain_seconds_count")).isEqualTo(1);
        assertThat(value(then, "request_first_item_seconds_count")).isEqualTo(1);
        assertThat(buckets(then, "request_explain_seconds")).isEqualTo(BUCKETS);
    }

    /** Unknown model names in requests create no meters. */
    @Test
    void areOnlyRecordedForKnownModels() {
        predict("made-up-name", "{}");

        assertThat(metrics()).doesNotContain("made-up-name");
    }

    private String metrics() {
        return client.send("GET", "/metrics", "").text().replace(",}", "}");
    }

    private static double value(String metrics, String meter) {
        return after(metrics, meter + "{model_name=\"measured\"} ");
    }

    private static double bucket(String metrics, String meter, String limit) {
        return after(metrics, meter + "_bucket{model_name=\"measured\",le=\"" + limit + "\"} ");
    }

    private static double after(String metrics, String start) {
        return metrics.lines().filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length()))).findFirst()
                .orElseThrow(() -> new AssertionError("no " + start + " in "
                        + metrics.lines().filter(line -> line.contains("measured")).toList()));
    }

    private static List<Double> buckets(String metrics, String meter) {
        String start = meter + "_bucket{model_name=\"measured\",le=\"";
        return metrics.lines().filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length(), line.lastIndexOf('"')))
                .map(limit -> limit.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(limit))
                .toList();
    }
}
