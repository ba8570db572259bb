package dev.ponder.runtime.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import org.jboss.logging.Logger;

import dev.ponder.runtime.health.ShutdownDelay;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import sun.misc.Signal;

/**
 * The main class of the Ponder server, which accepts the flags of KServe's model server. It is not annotated with {@code
 * QuarkusMain}, so that an application with the extension can have its own; {@code quarkus.package.main-class} names it.
 */
public final class PonderServer {

    private static final Logger LOG = Logger.getLogger(PonderServer.class);
    private static final int INTERRUPTED = 130;
    private static final String POM = "/META-INF/maven/dev.ponder/ponder/pom.properties";
    private static volatile boolean running;

    private PonderServer() {
    }

    /** Starts the server. Flags become system properties, which take precedence over the environment and the defaults. */
    public static void main(String... arguments) {
        Flags given = Flags.of(arguments);
        if (given.names().contains("help") || given.names().contains("version")) {
            print(given.names().contains("help") ? FlagSettings.HELP : "ponder " + version());
            return;
        }
        var flags = new FlagSettings(given);
        flags.settings().forEach(System::setProperty);
        boolean training = given.names().contains(FlagSettings.TRAIN);
        if (training) {
            FlagSettings.TRAINING.forEach(System.getProperties()::putIfAbsent);
        }
        if (!flags.ignored().isEmpty()) {
            LOG.infof("ignored flags: %s", String.join(", ", flags.ignored()));
        }
        if (given.names().contains(ReplayRun.REPLAY)) {
            replay(given, arguments);
            return;
        }
        running = true;
        Quarkus.run(training ? TrainingRun.class : null, PonderServer::exit, arguments);
    }

    /** The recorded settings apply unless the command line sets others. */
    private static void replay(Flags flags, String... arguments) {
        try {
            ReplayRun.properties(flags).forEach(System.getProperties()::putIfAbsent);
        } catch (IllegalArgumentException e) {
            print(String.valueOf(e.getMessage()));
            System.exit(ReplayRun.IMPOSSIBLE);
        }
        Quarkus.run(ReplayRun.class, PonderServer::exit, arguments);
    }

    /** Ends the server when it has started; the Java virtual machine then writes its cache. */
    public static final class TrainingRun implements QuarkusApplication {

        @Override
        public int run(String... arguments) {
            ShutdownDelay.skip();
            return 0;
        }
    }

    /** The exit code is set; a failure of the start is logged in lines that tell what to change, without a stack trace. */
    private static void exit(Integer code, Throwable failure) {
        if (failure != null) {
            StartupFailure.log(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    /** Ctrl-C ends the server at once. The delay of a graceful shutdown is for SIGTERM, when clients are still routed here. */
    static void stopAtOnceOnInterrupt() {
        if (running) {
            Signal.handle(new Signal("INT"), signal -> {
                ShutdownDelay.skip();
                new Thread(() -> System.exit(INTERRUPTED), "interrupted").start();
            });
        }
    }

    private static String version() {
        try (InputStream pom = PonderServer.class.getResourceAsStream(POM)) {
            var properties = new Properties();
            if (pom != null) {
                properties.load(pom);
            }
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            return "of unknown version";
        }
    }

    static void print(String text) {
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).println(text);
    }
}
