package dev.ponder.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that several strategies share, such as those of the sandbox: configuration interfaces outside of the server's
 * own and of those of one strategy. The build lists them in a resource, a class name and a prefix in each line.
 */
public final class SharedSettings {

    /** The list. */
    public static final String RESOURCE = "META-INF/ponder-settings";

    private static final String PREFIX = "ponder.";
    private static final String OF_ONE_STRATEGY = "ponder.strategies.";

    private SharedSettings() {
    }

    /** Whether settings with this prefix are shared. */
    public static boolean isShared(String prefix) {
        return prefix.startsWith(PREFIX) && !prefix.startsWith(OF_ONE_STRATEGY);
    }

    /** The shared settings of this application. */
    public static List<Setting> all() {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream list = classes.getResourceAsStream(RESOURCE)) {
            var all = new ArrayList<Setting>();
            if (list != null) {
                for (String line : new String(list.readAllBytes(), UTF_8).lines().toList()) {
                    int blank = line.indexOf(' ');
                    all.addAll(SettingsCatalog.of(Class.forName(line.substring(0, blank), false, classes),
                            line.substring(blank + 1)));
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage() + " is not on the class path", e);
        }
    }
}
