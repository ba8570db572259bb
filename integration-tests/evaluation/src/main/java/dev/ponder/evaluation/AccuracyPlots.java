package dev.ponder.evaluation;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

import dev.ponder.harness.SvgFile;

/** Plots of the accuracy, with its interval, against what it costs. */
final class AccuracyPlots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    private final List<StrategyScore> scores;

    AccuracyPlots(List<StrategyScore> scores) {
        this.scores = scores;
    }

    void write(Path folder) throws IOException {
        SvgFile.save(plot("upstream calls per question", StrategyScore::calls), folder, "accuracy-calls");
        SvgFile.save(plot("tokens per question", StrategyScore::tokens), folder, "accuracy-tokens");
        SvgFile.save(plot("seconds per question", StrategyScore::seconds), folder, "accuracy-seconds");
    }

    private XYChart plot(String cost, ToDoubleFunction<StrategyScore> of) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title("Accuracy against " + cost)
                .xAxisTitle(cost)
                .yAxisTitle("accuracy, with 95 % interval").build();
        int number = 0;
        for (StrategyScore score : scores) {
            // A logarithmic axis has no place for zero
            double x = Math.max(0.001, of.applyAsDouble(score));
            WilsonInterval accuracy = score.accuracy();
            Color color = Color.getHSBColor((float) number / scores.size(), 0.9f, number % 2 == 0 ? 0.55f : 0.85f);
            XYSeries point = chart.addSeries(score.strategy().name(), List.of(x), List.of(accuracy.share()));
            point.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color)
                    .setLineStyle(SeriesLines.SOLID);
            chart.addSeries(score.strategy().name() + ", interval", List.of(x, x),
                    List.of(accuracy.low(), accuracy.high()))
                    .setMarker(SeriesMarkers.NONE).setLineColor(color).setLineStyle(SeriesLines.SOLID)
                    .setShowInLegend(false);
            number++;
        }
        double lowest = scores.stream().mapToDouble(score -> score.accuracy().low()).min().orElse(0);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(Math.floor(lowest * 10) / 10).setYAxisMax(1.0)
                .setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        return chart;
    }
}
