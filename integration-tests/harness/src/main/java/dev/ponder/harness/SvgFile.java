package dev.ponder.harness;

import java.io.IOException;
import java.nio.file.Path;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes plots. */
public final class SvgFile {

    private SvgFile() {
    }

    /** Writes a plot as SVG, to a file with this name in a folder. */
    public static void save(Chart<?, ?> chart, Path folder, String name) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
    }
}
