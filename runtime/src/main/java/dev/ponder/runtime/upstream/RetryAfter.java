package dev.ponder.runtime.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.InferenceException;

/**
 * Reads when to call an upstream again: {@code retry-after-ms}, {@code Retry-After} in seconds or as a date, else the reset
 * of an exhausted rate limit ({@code x-ratelimit-reset*}, {@code anthropic-ratelimit-*-reset}, {@code ratelimit-reset}).
 */
public final class RetryAfter {

    private static final Pattern RESET = Pattern.compile("(x-|anthropic-)?rate-?limit-(.*-)?reset(-.*)?");
    /** As Go writes durations: {@code 6m0s}, {@code 1.5s}, {@code 20ms}. */
    private static final Pattern DURATION = Pattern
            .compile(
                    "(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,5})m(?!s))?(?:(\\d{1,7}(?:\\.\\d+)?)s)?(?:(\\d{1,9}(?:\\.\\d+)?)ms)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d+)?");
    private static final double FIRST_EPOCH_SECOND = 1e9;
    private static final double FIRST_EPOCH_MILLI = 1e12;
    private static final Duration MAX = Duration.ofDays(7);

    private RetryAfter() {
    }

    /** How long to wait after a failure; empty if the upstream does not say. */
    static Optional<Duration> of(InferenceException failure, Instant now) {
        return of(failure.status(), failure.headers(), now);
    }

    /** How long to wait after an error response; empty if it does not say. Resets count for status 429 only. */
    public static Optional<Duration> of(int status, Map<String, String> headers, Instant now) {
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return Stream.of("retry-after-ms", "x-ms-retry-after-ms").flatMap(name -> millis(byName.get(name)).stream())
                .findFirst()
                .or(() -> time(byName.get("Retry-After"), now))
                .or(() -> status == 429 ? reset(byName, now) : Optional.empty())
                .filter(wait -> wait.compareTo(MAX) <= 0);
    }

    private static Optional<Duration> reset(Map<String, String> headers, Instant now) {
        return headers.entrySet().stream()
                .filter(header -> RESET.matcher(header.getKey().toLowerCase(Locale.ROOT)).matches())
                .filter(header -> exhausted(headers.get(header.getKey().toLowerCase(Locale.ROOT)
                        .replace("reset", "remaining"))))
                .flatMap(header -> time(header.getValue(), now).stream())
                .max(Comparator.naturalOrder());
    }

    /** A limit that reports no remaining requests is taken for exhausted. */
    private static boolean exhausted(@Nullable String remaining) {
        return remaining == null || remaining.isBlank() || remaining.strip().matches("0+(\\.0+)?|-.*");
    }

    private static Optional<Duration> millis(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> NUMBER.matcher(text).matches())
                .map(text -> Duration.ofMillis((long) Double.parseDouble(text)));
    }

    private static Optional<Duration> time(@Nullable String value, Instant now) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        String text = value.strip();
        if (NUMBER.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            return Optional.of(number >= FIRST_EPOCH_MILLI
                    ? until(Instant.ofEpochMilli((long) number), now)
                    : number >= FIRST_EPOCH_SECOND
                            ? until(Instant.ofEpochSecond((long) number), now)
                            : Duration.ofMillis((long) (number * 1000)));
        }
        return duration(text).or(() -> date(text).map(date -> until(date, now)));
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        double[] millis = {86_400_000, 3_600_000, 60_000, 1000, 1};
        double sum = 0;
        for (int i = 0; i < millis.length; i++) {
            String part = parts.group(i + 1);
            sum += part == null ? 0 : Double.parseDouble(part) * millis[i];
        }
        return Optional.of(Duration.ofMillis((long) sum));
    }

    private static Optional<Instant> date(String text) {
        for (DateTimeFormatter format : new DateTimeFormatter[]{DateTimeFormatter.RFC_1123_DATE_TIME,
                DateTimeFormatter.ISO_OFFSET_DATE_TIME}) {
            try {
                return Optional.of(ZonedDateTime.parse(text, format).toInstant());
            } catch (DateTimeException other) {
                // The next format is tried
            }
        }
        return Optional.empty();
    }

    private static Duration until(Instant date, Instant now) {
        return date.isBefore(now) ? Duration.ZERO : Duration.between(now, date);
    }
}
