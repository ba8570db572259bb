package dev.ponder.runtime.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.SettingsCatalog;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Prints why the server did not start: a line for each wrong setting, and a stack trace only for a defect. */
final class StartupFailure {

    private static final Logger LOG = Logger.getLogger("dev.ponder");
    private static final Pattern CODES = Pattern.compile("SRCFG\\d+: ");
    private static final Pattern PROPERTY = Pattern.compile("(?:property |^)([\\w.\"-]+\\.[\\w.\"-]+)");

    private StartupFailure() {
    }

    static void log(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ConfigValidationException)) {
            cause = cause.getCause();
        }
        if (cause instanceof ConfigValidationException invalid) {
            faults(invalid).forEach(StartupFailure::print);
        } else if (cause instanceof ConfigurationException) {
            String.valueOf(cause.getMessage()).lines().forEach(StartupFailure::print);
        } else if (cause instanceof QuarkusBindException bind) {
            print("port " + bind.getPort()
                    + ": another process listens on it (set --http_port or QUARKUS_HTTP_PORT)");
        } else {
            LOG.error("the server did not start", failure);
        }
    }

    /** Logging may not be configured yet. */
    private static void print(String line) {
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8).println(line);
    }

    /** The faults that the conversion found, and those that it did not come to. */
    private static List<String> faults(ConfigValidationException invalid) {
        var faults = new ArrayList<String>(new SettingsCheck(new SmallRyeConfigBuilder()
                .withCustomizers(new QuarkusConfigBuilderCustomizer()).addDefaultInterceptors().addDefaultSources()
                .addDiscoveredConverters().build(), SettingsCatalog.of(PonderConfig.class, "ponder")).faults());
        for (int i = 0; i < invalid.getProblemCount(); i++) {
            String problem = CODES.matcher(invalid.getProblem(i).getMessage()).replaceAll("").replaceAll("\\s+", " ");
            Matcher property = PROPERTY.matcher(problem);
            String name = property.find() ? property.group(1) : problem;
            if (faults.stream().noneMatch(fault -> fault.startsWith(name + ":"))) {
                faults.add(problem);
            }
        }
        return faults;
    }
}
