package dev.ponder.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenMetricsExporterTest {

    @Test
    void countsOfHistogramsHaveNoExemplar() {
        String metrics = """
                a_bucket{strategy="re2",le="1.0"} 1.0 # {span_id="2",trace_id="1"} 1.0 1.5
                a_count{strategy="re2"} 1.0 # {span_id="2",trace_id="1"} 1.0 1.5
                b_count 3.0 # {trace_id="1"} 1.0 1.5
                c_total{strategy="re2"} 2.0 # {trace_id="1"} 1.0 1.5
                d_count{strategy="re2"} 4.0
                # EOF
                """;

        assertThat(OpenMetricsExporter.withoutExemplarsOfCounts(metrics)).isEqualTo("""
                a_bucket{strategy="re2",le="1.0"} 1.0 # {span_id="2",trace_id="1"} 1.0 1.5
                a_count{strategy="re2"} 1.0
                b_count 3.0
                c_total{strategy="re2"} 2.0 # {trace_id="1"} 1.0 1.5
                d_count{strategy="re2"} 4.0
                # EOF
                """);
    }
}
