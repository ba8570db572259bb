package dev.ponder.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class an inference strategy: its id, its scope (one instance for the application) and its discovery in one.
 *
 * <p>The build fails, naming every offender at once, when an id is missing, malformed or taken twice, or when the class
 * is not an {@link InferenceStrategy}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Strategy {

    /**
     * What an id looks like: it is part of model names such as {@code moa-gpt-4o}, where {@code -}, {@code &} and
     * {@code |} separate.
     */
    String ID_PATTERN = "[a-z][a-z0-9_]*";

    /** The id that clients, configuration and metrics use; matches {@link #ID_PATTERN}. */
    String id();

    /** The technique's name as its field calls it, for people: "Mixture of agents". */
    String title();

    /** What it does with the extra calls, in one sentence. */
    String summary() default "";

    /** Where it comes from, such as {@code arXiv:2406.04692}; empty for a technique without a paper. */
    String paper() default "";

    /**
     * The {@code @ConfigMapping} interface, an extension of {@link StrategySettings}, with prefix {@code
     * ponder.strategies.<id>} that holds the technique's settings. Those of its methods that carry {@link Parameter}
     * may be set by a request too.
     */
    Class<?> settings() default NoSettings.class;

    /** What it does with a request that offers tools. */
    ToolPolicy tools() default ToolPolicy.PASSTHROUGH;

    /** The settings of a strategy that has none. */
    interface NoSettings {
    }
}
