package dev.ponder.api.serving;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a class a bean and serves it under a name. The class implements one or more of {@link InferenceModel},
 * {@link GenerativeModel} and {@link EncoderModel}. A malformed name, or one that two classes have, fails the build.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface ServedModel {

    /** The pattern of names: one segment of a path, and one word in a log. */
    String NAME_PATTERN = "[^/\\s\\p{Cntrl}]{1,256}";

    /** The pattern in words, for error messages. */
    String NAME_EXPECTED = "1 to 256 characters, none of them a slash, a space or a control character";

    /** The name, as in {@code /v1/models/<name>:predict}. */
    String value();
}
