package dev.ponder.strategies.privacy.recognise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.strategies.privacy.entity.EntityType;

/** What looks like personal data and is not. */
class FalsePositiveTest {

    private static final MaskingRules RULES = new MaskingRules(EnumSet.allOf(EntityType.class), 0.5, List.of("US"),
            List.of(),
            Set.of(), CustomPatterns.NONE, List.of(), false, true);

    @ParameterizedTest
    @ValueSource(strings = {
            "2024-11-30", "30.11.2024", "11/30/2024", "30.11.24", "11/30/24", "2024-11-30T12:30:45Z",
            "2024-11-30 12:30:45.123",
            "between 1914 and 1918",
            "20241130123456", "1700000000000", "1732968000", "two hours", "12:30:45", "at 12:30 or 14:45",
            "version 1.2.3", "version 10.0.19041.1", "Chrome 120.0.6099.109", "v1.2.3.4", "Version=4.0.0.0",
            "release 10.4.2.1",
            "quarkus-3.33.2.Final", "1.2.3.4-beta", "see section 4.2.1.3", "OID 1.3.6.1.4.1.311", "2.11.8.1",
            "order 114-3941689-8772232", "Order number 1234567890", "invoice 2024-0001234", "order #4155552671",
            "ticket 415-555-2671", "tracking number 1Z999AA10123456784", "ISBN 978-3-16-148410-0", "PO 123-45-6789",
            "order 1234567890123456", "SKU 12345-67890", "RFC 2119 and RFC 8259", "issue 12345678", "id 987654321",
            "17*23 - 46", "What is 300-200-1000 + 5?", "1234567890 + 9876543210 = 11111111100", "3.14159265358979",
            "100 200 300 400", "1,234,567.89", "2^64 = 18446744073709551616", "1e10", "555-1234", "10-20-30",
            "$4,155,552,671", "42", "The sum of 4155552671 and 2125551234", "0123456789", "5000000000 / 4000000",
            "std::vector<int> a::b c::d", "dead::beef()", "std::map<a::b, c::d>", "if (a == b) { return c; }", "x[1:2]",
            "a:b:c",
            "@Override", "@2x", "logo@2x.png", "lodash@4.17.21", "git@github.com:org/repo.git", "user@localhost",
            "https://example.com/a/b?c=d#e", "http://localhost:8080/v1/chat", "ssh://git@github.com/a/b.git",
            "password: current-password", "password: user_name", "note:ann:bob@host", "password = getPassword()",
            "String token = tokens.next();", "token_count=12345", "the password is wrong",
            "if (password == null)", "password: <your password>", "password=${DB_PASSWORD}",
            "api_key = os.environ['API_KEY']",
            "the key is to read", "secret santa", "max_tokens: 4096", "apiKey: string", "const key = 'value'",
            "sk-learn-contrib-package", "key-value-store-implementation",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "commit 5d41402abc4b2a76b9719d911017c592", "550e8400-e29b-41d4-a716-446655440000", "FF:00:FF", "#ff00ff",
            "127.0.0.1", "0.0.0.0:8080", "255.255.255.0", "::1", "::", "aa-bb-cc", "11-22-33-44-55-66",
            "I have 2 Great Ideas", "In 1989 the Berlin Wall", "Route 66", "5 stars", "Chapter 12 The Way",
            "Windows 11 Pro",
            "24 Hour Fitness", "Section 8 Court", "3 ways to drive", "12 rules", "top 10 places", "Main Street",
            "1 Way",
            "DE12 is no account", "GB00 WEST 1234 5698 7654 32", "1.000.000", "12345678Z", "0x7f", "AKIA", "eyJ",
            "(1) first (2) second",
            "f(1234567, 7654321)", "array[1000000]", "port 8080", "100000 rows, 2000000 bytes", "lines 1200-1300",
            "1-800-FLOWERS",
            "line 1234567", "latitude 52.520008, longitude 13.404954", "1 2 3 4 5 6 7 8 9 10", "2 + 2 = 4", "06/12",
            "1/2/3"})
    void stays(String text) {
        assertThat(new EntityDetector(RULES).detect(text, "")).isEmpty();
    }
}
