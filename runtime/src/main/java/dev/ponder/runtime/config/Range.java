package dev.ponder.runtime.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The range of a setting, which is checked at startup: of a number, of bytes, or of milliseconds. Both ends included. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {

    /** The minimum. Settings without this annotation have the minimum 0. */
    double min() default 0;

    /** The maximum. */
    double max() default Double.POSITIVE_INFINITY;
}
