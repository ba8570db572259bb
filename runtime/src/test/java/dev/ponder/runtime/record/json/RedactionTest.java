package dev.ponder.runtime.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.regex.PatternSyntaxException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class RedactionTest {

    private static final Redaction KEYS = new Redaction(true, Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"sk-proj-abcdefghijklmnop1234", "sk-ant-api03-ABCDEFGHIJKLMNOP", "AKIAIOSFODNN7EXAMPLE",
            "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "xoxb-1234567890-abcdef", "Bearer abcdefghijklmnopqrst",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0xx.c2lnbmF0dXJl", "AIzaSyA1234567890123456789012345678901234"})
    void keysAreReplaced(String key) {
        assertThat(KEYS.text("my key is " + key + ", keep it")).isEqualTo("my key is [redacted:key], keep it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a task-oriented-plan-for-everyone", "sk-short", "The bearer of this letter is trustworthy.",
                    "ask-me-anything-about-the-weather"})
    void otherTextsStay(String text) {
        assertThat(KEYS.text(text)).isEqualTo(text);
    }

    @Test
    void theOperatorsPatternsApplyToAllTexts() throws JsonProcessingException {
        var redaction = new Redaction(false, Map.of("iban", "\\bDE\\d{20}\\b", "name", "Ada|Grace"));
        var tree = (ObjectNode) new JsonMapper().readTree("""
                {"a": "Ada pays DE12345678901234567890", "b": [{"c": ["Grace", 1, null]}], "Ada": true}""");
        redaction.apply(tree);

        assertThat(tree.toString()).isEqualTo("""
                {"a":"[redacted:name] pays [redacted:iban]","b":[{"c":["[redacted:name]",1,null]}],"Ada":true}""");
    }

    @Test
    void aReplacementIsTakenLiterally() {
        assertThat(new Redaction(false, Map.of("$1", "a+")).text("caaat")).isEqualTo("c[redacted:$1]t");
    }

    @Test
    @Timeout(20)
    void aTextForWhichAPatternTakesTooLongIsLeftOut() {
        var redaction = new Redaction(false, Map.of("slow", "(?:.*a){15}b"));

        assertThat(redaction.text("a".repeat(60))).isEqualTo("[redacted:slow took too long]");
    }

    @Test
    void aTextThatAPatternCannotSearchIsLeftOut() {
        var redaction = new Redaction(false, Map.of("deep", "(?:a|b)*c"));

        assertThat(redaction.text("ab".repeat(100_000))).isEqualTo("[redacted:deep took too long]");
    }

    @Test
    void aMalformedPatternIsRefused() {
        assertThatThrownBy(() -> new Redaction(false, Map.of("bad", "(")))
                .isInstanceOf(PatternSyntaxException.class);
    }
}
