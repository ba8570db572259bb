package dev.ponder.deployment;

import java.util.Optional;

import org.jboss.jandex.DotName;

import io.quarkus.builder.item.MultiBuildItem;

/** A strategy of the application. */
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

    /** The strategy's id. */
    public String id() {
        return id;
    }

    /** The technique's name. */
    public String title() {
        return title;
    }

    /** The paper; may be empty. */
    public String paper() {
        return paper;
    }

    /** The name of its class. */
    public DotName className() {
        return className;
    }

    /** Whether its streams are emulated. */
    public boolean emulated() {
        return emulated;
    }

    /** The interface of its settings; empty if it has none. */
    public Optional<DotName> settings() {
        return settings;
    }
}
