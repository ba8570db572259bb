package dev.ponder.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets requests override a setting of a strategy: {@code "ponder": {"self_consistency": {"samples": 9}}} overrides
 * {@code ponder.strategies.self_consistency.samples} for that request alone.
 *
 * <p>The parameter's name is the method's name in snake case. A value of the wrong type or out of range is rejected with
 * 400 before the first call. The property {@code ponder.limits.parameters."<id>.<name>".max} lowers the maximum.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Parameter {

    /** The minimum, inclusive; ignored for text, booleans and enums. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The maximum, inclusive; ignored for text, booleans and enums. */
    double max() default Double.POSITIVE_INFINITY;

    /**
     * Names that are also accepted at the top level of the body, because clients of other proxies send them there. A name such as
     * {@code mars_config.num_agents} is the member of an object there, whose other members are ignored.
     */
    String[] flat() default {};
}
