package dev.ponder.runtime.launch;

import org.jboss.logging.Logger;

import io.quarkus.runtime.Quarkus;

/**
 * The main class of Ponder's own applications, which takes the flags that KServe's own server takes. It bears no
 * annotation, so that an application with the extension keeps its own; {@code quarkus.package.main-class} names it.
 */
public final class PonderServer {

    private static final Logger LOG = Logger.getLogger(PonderServer.class);

    private PonderServer() {
    }

    /** Starts the server. System properties win over the environment, and that over what is built in. */
    public static void main(String... arguments) {
        var flags = new FlagSettings(Flags.of(arguments));
        flags.settings().forEach(System::setProperty);
        if (!flags.withoutUse().isEmpty()) {
            LOG.infof("flags without a use here: %s", String.join(", ", flags.withoutUse()));
        }
        Quarkus.run(arguments);
    }
}
