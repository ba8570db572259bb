package dev.ponder.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an inference strategy. The class becomes a CDI bean with one instance for the application.
 *
 * <p>The build fails, with one message per error, if an id is missing, malformed or used twice, or if the class does not
 * implement exactly one kind of {@link InferenceStrategy}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Strategy {

    /**
     * The pattern of an id. Ids are part of model names such as {@code moa-gpt-4o}, so they cannot contain the separators
     * {@code -}, {@code &} and {@code |}.
     */
    String ID_PATTERN = "[a-z][a-z0-9_]*";

    /** The id that clients, configuration and metrics use; matches {@link #ID_PATTERN}. */
    String id();

    /** The technique's usual name, such as "Mixture of agents". */
    String title();

    /** How the technique uses the extra calls, in one sentence. */
    String summary() default "";

    /** The paper, such as {@code arXiv:2406.04692}; empty if there is none. */
    String paper() default "";

    /**
     * The {@code @ConfigMapping} interface with the settings: it has the prefix {@code ponder.strategies.<id>} and extends
     * {@link StrategySettings}. Requests may override its methods that are annotated with {@link Parameter}.
     */
    Class<?> settings() default NoSettings.class;

    /** How it treats a request that offers tools. */
    ToolPolicy tools() default ToolPolicy.PASSTHROUGH;

    /**
     * Whether requests may use the strategy when the operator has not set {@code ponder.strategies.<id>.enabled}. False for a
     * strategy that fetches addresses, runs programs, or keeps what clients send. Needs {@link #settings()} if it is false.
     */
    boolean enabled() default true;

    /**
     * Whether the strategy keeps data of the client from the strategies behind it. Listeners such as conversation logs then
     * receive neither the prompts nor the answers of the request, but only what its stages send; and the strategy is never
     * skipped: a request with tools is rejected if another strategy of the expression is {@link ToolPolicy#PASSTHROUGH}.
     */
    boolean confidential() default false;

    /** The default of {@link #settings()}: no settings. */
    interface NoSettings {
    }
}
