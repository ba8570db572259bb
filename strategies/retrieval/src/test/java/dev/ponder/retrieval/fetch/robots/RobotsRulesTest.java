package dev.ponder.retrieval.fetch.robots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/            | /a           | false",
            "/a           | /            | true",
            "/a           | /abc         | false",
            "/a/          | /a           | true",
            "*.pdf$       | /x/y.pdf     | false",
            "*.pdf$       | /x/y.pdf?z   | true",
            "/a$          | /a           | false",
            "/a$          | /ab          | true",
            "/a*/c        | /abc/c/d     | false",
            "/a*/c        | /abc/d       | true",
            "/a*b$        | /axbxb       | false",
            "/*?          | /a?b         | false",
            "/*?          | /a           | true"})
    void matchesPatterns(String disallowed, String path, boolean allowed) {
        assertThat(RobotsRules.parse("User-agent: *\nDisallow: " + disallowed, "ponder").allows(path))
                .isEqualTo(allowed);
    }

    @Test
    void theLongestRuleDecides() {
        RobotsRules rules = RobotsRules.parse("""
                user-agent: *   # all
                disallow: /
                allow: /public
                disallow: /public/private
                allow: /same
                disallow: /same
                """, "ponder");

        assertThat(rules.allows("/x")).isFalse();
        assertThat(rules.allows("/public/x")).isTrue();
        assertThat(rules.allows("/public/private")).isFalse();
        assertThat(rules.allows("/same")).isTrue();
    }

    @Test
    void theGroupsOfTheCrawlerReplaceTheGeneralOne() {
        String text = """
                User-agent: other
                User-agent: Ponder/1.0
                Disallow: /a

                User-agent: *
                Disallow: /b

                User-agent: ponder
                Disallow: /c
                """;

        RobotsRules own = RobotsRules.parse(text, "ponder");
        assertThat(own.allows("/a")).isFalse();
        assertThat(own.allows("/b")).isTrue();
        assertThat(own.allows("/c")).isFalse();
        RobotsRules stranger = RobotsRules.parse(text, "stranger");
        assertThat(stranger.allows("/a")).isTrue();
        assertThat(stranger.allows("/b")).isFalse();
    }

    @Test
    void readsWhatIsNoRobotsFile() {
        assertThat(RobotsRules.parse("<html><body>Not found: really</body></html>", "ponder").allows("/")).isTrue();
        assertThat(RobotsRules.parse("Disallow: /\nUser-agent: *\nDisallow:", "ponder").allows("/")).isTrue();
    }

    @Test
    void takesLittleTimeForHostilePatterns() {
        String pattern = "/" + "*a".repeat(400) + "$";
        RobotsRules rules = RobotsRules.parse("User-agent: *\n" + ("Disallow: " + pattern + "\n").repeat(5000),
                "ponder");

        assertThat(rules.allows("/" + "a".repeat(2000) + "b")).isTrue();
    }
}
