package dev.ponder.strategies.privacy;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the anonymisation. */
@ConfigMapping(prefix = "ponder.strategies.privacy")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PrivacyConfig extends StrategySettings {

    /**
     * Kinds of personal data that are masked: {@code EMAIL}, {@code PHONE}, {@code CARD}, {@code IBAN}, {@code SSN}, {@code
     * ITIN}, {@code NATIONAL_ID}, {@code ADDRESS}, {@code IP}, {@code MAC}, {@code CREDENTIALS}, {@code SECRET}, {@code
     * CRYPTO}, {@code PERSON}. Without a value, all.
     */
    @Parameter
    Optional<List<String>> entities();

    /** The confidence from which on a value is masked, 0 to 1. A lower threshold masks more that is not personal. */
    @WithDefault("0.5")
    @Parameter(min = 0, max = 1)
    double threshold();

    /**
     * Countries whose national telephone numbers are recognised, as ISO 3166-1 codes such as {@code US}. International numbers
     * are recognised in any case.
     */
    @WithDefault("US")
    @Parameter
    Optional<List<String>> regions();

    /** Names of persons that are masked wherever they occur, in any case. */
    @Parameter
    Optional<List<String>> names();

    /** Values that are never masked, in any case, such as the public mail address of a company. */
    @Parameter
    Optional<List<String>> allow();

    /**
     * Further patterns, each {@code LABEL=regular expression}, in the syntax of RE2: {@code EMPLOYEE=E-[0-9]{6}}. At most 32
     * with up to 500 characters each.
     */
    @Parameter
    Optional<List<String>> patterns();

    /** Whether descriptions, examples and other texts of tools and schemas are masked as well. */
    @WithDefault("true")
    @Parameter
    boolean toolDescriptions();

    /** Whether the prompt tells the model to keep the placeholders. */
    @WithDefault("true")
    @Parameter
    boolean note();

    /** What happens to a request with images, audio or files, which cannot be masked. */
    @WithDefault("forward")
    @Parameter
    Media media();

    /** What happens to a request if a bean that implements {@code NameRecogniser} fails. */
    @WithDefault("block")
    OnError onError();

    /** What happens to images, audio and files. */
    enum Media {
        /** They are sent to the model, and the response says so. */
        FORWARD,
        /** The request is rejected. */
        REJECT
    }

    /** What happens after a failure of a recogniser. */
    enum OnError {
        /** The request fails, and nothing is sent. */
        BLOCK,
        /** The request continues without the recogniser, and the response says so. */
        SKIP
    }
}
