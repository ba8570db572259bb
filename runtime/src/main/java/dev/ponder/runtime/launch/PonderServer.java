package dev.ponder.runtime.launch;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;

/**
 * The main class of the Ponder server, which accepts the flags of KServe's model server. It is not annotated with {@code
 * QuarkusMain}, so that an application with the extension can have its own; {@code quarkus.package.main-class} names it.
 */
public final class PonderServer {

    private static final Logger LOG = Logger.getLogger(PonderServer.class);

    private PonderServer() {
    }

    /** Starts the server. Flags become system properties, which take precedence over the environment and the defaults. */
    public static void main(String... arguments) {
        var flags = new FlagSettings(Flags.of(arguments));
        flags.settings().forEach(System::setProperty);
        if (!flags.ignored().isEmpty()) {
            LOG.infof("ignored flags: %s", String.join(", ", flags.ignored()));
        }
        Quarkus.run(arguments);
    }
}
