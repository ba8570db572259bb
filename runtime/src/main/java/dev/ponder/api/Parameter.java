package dev.ponder.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a setting of a strategy to requests: {@code "ponder": {"self_consistency": {"samples": 9}}} overrides
 * {@code ponder.strategies.self_consistency.samples} for that request alone.
 *
 * <p>The parameter's name is the method's in snake case. A value of the wrong type or out of range is refused with 400
 * before any call is made. An operator lowers a maximum with {@code ponder.limits.parameters."<id>.<name>"}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Parameter {

    /** The lowest value allowed, inclusive; of no meaning for text, booleans and enums. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The highest value allowed, inclusive. */
    double max() default Double.POSITIVE_INFINITY;

    /**
     * Names under which the parameter is understood at the top level of the body too, as other proxies' clients send
     * it.
     */
    String[] flat() default {};
}
