package dev.ponder.deployment;

import java.util.Optional;

import org.jboss.jandex.DotName;

import io.quarkus.builder.item.MultiBuildItem;

/** A strategy of the application, found and without fault. */
public final class StrategyBuildItem extends MultiBuildItem {

    private final String id;
    private final String title;
    private final String paper;
    private final DotName className;
    private final boolean emulated;
    private final Optional<DotName> settings;

    StrategyBuildItem(String id, String title, String paper, DotName className, boolean emulated,
            Optional<DotName> settings) {
        this.id = id;
        this.title = title;
        this.paper = paper;
        this.className = className;
        this.emulated = emulated;
        this.settings = settings;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its name, for people. */
    public String title() {
        return title;
    }

    /** Where it comes from; may be empty. */
    public String paper() {
        return paper;
    }

    /** Its class. */
    public DotName className() {
        return className;
    }

    /** Whether a stream of it is emulated. */
    public boolean emulated() {
        return emulated;
    }

    /** The interface of its settings, if it has any. */
    public Optional<DotName> settings() {
        return settings;
    }
}
