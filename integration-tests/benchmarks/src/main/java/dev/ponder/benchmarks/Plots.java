package dev.ponder.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import dev.ponder.harness.SvgFile;

/** The plots of a run as SVG: the warm-up curve, and the first metric of each benchmark by server. */
final class Plots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;

    private final Path output;
    private final Results results;

    Plots(Path output, Results results) {
        this.output = output;
        this.results = results;
    }

    void write(List<Benchmark> benchmarks) throws IOException {
        for (Benchmark benchmark : benchmarks) {
            List<Measurement> measured = results.of(benchmark.id()).toList();
            if (!measured.isEmpty()) {
                SvgFile.save(bars(benchmark, measured.get(0).metric()), output, benchmark.id());
            }
        }
        if (results.of(FirstCallsBenchmark.CURVE).findAny().isPresent()) {
            SvgFile.save(curve(), output, FirstCallsBenchmark.CURVE);
        }
    }

    private CategoryChart bars(Benchmark benchmark, String metric) {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(benchmark.title())
                .yAxisTitle(metric).build();
        List<Measurement> measured = results.of(benchmark.id())
                .filter(measurement -> measurement.metric().equals(metric)).toList();
        List<String> parameters = measured.stream().map(Measurement::parameter).distinct().toList();
        for (String variant : measured.stream().map(Measurement::variant).distinct().toList()) {
            chart.addSeries(variant, parameters, parameters.stream()
                    .map(parameter -> results.series(benchmark.id(), parameter, variant, metric))
                    .map(series -> series.isEmpty() ? 0 : series.median()).toList());
        }
        chart.getStyler().setXAxisLabelRotation(30).setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private XYChart curve() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title("Warm-up")
                .xAxisTitle("calls after ready")
                .yAxisTitle(FirstCallsBenchmark.CPU).build();
        List<Measurement> measured = results.of(FirstCallsBenchmark.CURVE).toList();
        for (String variant : measured.stream().map(Measurement::variant).distinct().toList()) {
            List<Measurement> points = measured.stream().filter(point -> point.variant().equals(variant)).toList();
            chart.addSeries(variant, points.stream().map(point -> Double.valueOf(point.parameter())).toList(),
                    // A window that the clock of 10 ms does not see has no place on a logarithmic axis
                    points.stream().map(point -> Math.max(1, point.value())).toList()).setMarker(SeriesMarkers.NONE);
        }
        chart.getStyler().setYAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }
}
