package dev.ponder.runtime.rest.ponder;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/** The descriptions of settings: the Javadoc that Quarkus' annotation processor writes into each jar with settings. */
@Singleton
class SettingDescriptions {

    private static final Logger LOG = Logger.getLogger(SettingDescriptions.class);
    private static final String RESOURCE = "META-INF/quarkus-javadoc.properties";

    private final Properties texts = new Properties();

    void load(@Observes StartupEvent started) {
        try {
            for (URL url : Collections.list(Thread.currentThread().getContextClassLoader().getResources(RESOURCE))) {
                try (InputStream in = url.openStream()) {
                    texts.load(in);
                }
            }
        } catch (IOException e) {
            LOG.debugf(e, "GET /v1/strategies has no descriptions of parameters");
        }
    }

    /** The description of a setting as plain text; empty for a class that was compiled without the processor. */
    Optional<String> of(Method setting) {
        String type = setting.getDeclaringClass().getName().replace('$', '.');
        return Optional.ofNullable(texts.getProperty(type + "." + setting.getName())).map(SettingDescriptions::plain);
    }

    static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@\\w+\\s+#?([^}]*)}", "$1").replaceAll("</?[a-zA-Z][^>]*>", " ")
                .replaceAll("\\s+", " ").strip();
    }
}
