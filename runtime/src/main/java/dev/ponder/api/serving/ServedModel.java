package dev.ponder.api.serving;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Makes a class a bean and serves it under a name. The class implements {@link InferenceModel}, {@link GenerativeModel}
 * or {@link EncoderModel}; one may be several of these. A name that two classes have, or that is
 * malformed, fails the build.
 */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface ServedModel {

    /** What names must look like: anything that is one segment of a path, and one word of a log. */
    String NAME_PATTERN = "[^/\\s\\p{Cntrl}]{1,256}";

    /** The same, for people. */
    String NAME_EXPECTED = "1 to 256 characters, none of them a slash, a space or a control character";

    /** The name, as it stands in {@code /v1/models/<name>:predict}. */
    String value();
}
