package dev.ponder.strategies.privacy.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.strategies.privacy.entity.EntityType;
import dev.ponder.strategies.privacy.recognise.CustomPatterns;
import dev.ponder.strategies.privacy.recognise.MaskingRules;
import dev.ponder.strategies.privacy.restore.StreamRestorer;
import dev.ponder.testing.Requests;

/** The CPU time of 1 MB, with bounds that a busy machine keeps. */
class MaskingSpeedTest {

    private static final MaskingRules RULES = new MaskingRules(EnumSet.allOf(EntityType.class), 0.5, List.of("US"),
            List.of(),
            Set.of(), CustomPatterns.NONE, List.of(), false, true);
    private static final int LENGTH = 1_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long RESTORE_BOUND = 100;
    /** Until the code is compiled. */
    private static final int MOST_RUNS = 12;
    private static final String PROSE = "The town council met on Tuesday, as it does every second week, to discuss the 12 proposals"
            + " of 2024-11-30; most of them (about 80%) were about parking. Nobody asked for more than 1,500 dollars.\n\n";

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("prose", repeated(PROSE), 50),
                Arguments.of("a value in each kilobyte",
                        repeated(PROSE.repeat(5) + "Ann, ann@example.com, +1 415 555 2671.\n"), 50),
                Arguments.of("log",
                        repeated(
                                "2024-11-30 12:30:45,123 INFO [main] c.e.App:42 GET /a/b?c=d 200 17ms from 10.1.2.3\n"),
                        200),
                Arguments.of("code",
                        repeated("    for (int i = 0; i < items.length; i++) { total += items[i].price(); } // x\n"),
                        200),
                Arguments.of("addresses", distinct("user%06d@example.com\n"), 400),
                Arguments.of("telephone numbers", distinct("+1 415 5%06d\n"), 2000),
                Arguments.of("words that begin like keys", repeated("sk-sk-eyJ-eyJ.ghp_ghp_password=password: "), 400),
                Arguments.of("colons and signs", repeated("a:b://c@d:e@f::1:2@"), 400),
                Arguments.of("headers of keys", repeated("-----BEGIN PRIVATE KEY----"), 400),
                Arguments.of("brackets", repeated("[[EMAIL_[[EMAI[\\[&#91;"), 400),
                Arguments.of("one word", repeated("eyJ"), 200),
                Arguments.of("digits", repeated("7"), 200),
                Arguments.of("numbers", repeated("4111 1111 123-45-6789 "), 2000),
                Arguments.of("streets", repeated("12 St Main St Street Ave 12 rue "), 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void isLinear(String name, String text, long bound) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < MOST_RUNS && best > bound * NANOS_PER_MILLI; i++) {
            long before = cpu();
            new RequestMasker(RULES).mask(Requests.question(text));
            best = Math.min(best, cpu() - before);
        }
        assertThat(best / NANOS_PER_MILLI).as("milliseconds of CPU").isLessThan(bound * 4);
    }

    @Test
    void restoresInLinearTime() {
        var table = new dev.ponder.strategies.privacy.placeholder.PlaceholderTable();
        table.placeholder("EMAIL", "a@b.de");
        for (String text : List.of(repeated(PROSE), repeated("Every E [[EMAIL_1]] EMAI [[[[ "))) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < MOST_RUNS && best > RESTORE_BOUND * NANOS_PER_MILLI; i++) {
                var restorer = new StreamRestorer(table, false);
                long before = cpu();
                for (int at = 0; at < LENGTH; at += 4) {
                    restorer.accept(text.substring(at, at + 4));
                }
                restorer.finish();
                best = Math.min(best, cpu() - before);
            }
            assertThat(best / NANOS_PER_MILLI).isLessThan(RESTORE_BOUND * 4);
        }
    }

    private static String repeated(String text) {
        return text.repeat(LENGTH / text.length() + 1).substring(0, LENGTH);
    }

    private static String distinct(String format) {
        var text = new StringBuilder();
        for (int i = 0; text.length() < LENGTH; i++) {
            text.append(String.format(Locale.ROOT, format, i * 7919 % 1_000_000));
        }
        return text.toString();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
