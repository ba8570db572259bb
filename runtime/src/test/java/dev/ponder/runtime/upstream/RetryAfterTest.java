package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "Retry-After: 7 | 7000",
            "retry-after: 1.5 | 1500",
            "Retry-After: Mon, 30 Nov 2026 12:00:20 GMT | 20000",
            "Retry-After: Mon, 30 Nov 2026 11:00:20 GMT | 0",
            "Retry-After: 2026-11-30T12:00:05Z | 5000",
            "Retry-After: 1m30s | 90000",
            "retry-after-ms: 250; Retry-After: 1 | 250",
            "x-ms-retry-after-ms: 40 | 40",
            "x-ratelimit-reset-requests: 6m0s; x-ratelimit-remaining-requests: 0 | 360000",
            "x-ratelimit-reset-requests: 20ms; x-ratelimit-remaining-requests: 0;"
                    + " x-ratelimit-reset-tokens: 6m0s; x-ratelimit-remaining-tokens: 900 | 20",
            "X-RateLimit-Reset: 1796040030 | 30000",
            "X-RateLimit-Reset: 1796040012000 | 12000",
            "anthropic-ratelimit-tokens-reset: 2026-11-30T12:00:09Z; anthropic-ratelimit-tokens-remaining: 0 | 9000",
            "RateLimit-Reset: 5 | 5000",
            "x-rate-limit-reset: 3; x-rate-limit-remaining: 2 | -",
            "Retry-After: soon | -",
            "Retry-After: -1 | -",
            "Retry-After: 99999999 | -",
            "Date: Mon, 30 Nov 2026 12:00:20 GMT | -"})
    void everyCommonHeaderIsRead(String headers, Long millis) {
        assertThat(RetryAfter.of(429, parsed(headers), NOW))
                .isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
    }

    /** OpenAI sends resets with every response. */
    @ParameterizedTest
    @CsvSource({"200", "500", "503"})
    void aResetCountsForStatus429(int status) {
        assertThat(RetryAfter.of(status, Map.of("x-ratelimit-reset-requests", "6m0s"), NOW)).isEmpty();
    }

    private static Map<String, String> parsed(String headers) {
        var parsed = new LinkedHashMap<String, String>();
        for (String header : headers.split(";")) {
            int colon = header.indexOf(':');
            parsed.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return parsed;
    }
}
