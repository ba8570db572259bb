package dev.ponder.runtime.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** {@code printf %s secret | sha256sum}. */
    private static final String OF_SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @Test
    void theFormsInWhichOperatorsWriteAHashAreRead() {
        assertThat(KeyHash.parse(OF_SECRET)).contains(KeyHash.of("secret"));
        assertThat(KeyHash.parse(OF_SECRET + "  -\n")).contains(KeyHash.of("secret"));
        assertThat(KeyHash.parse("sha256:" + OF_SECRET)).contains(KeyHash.of("secret"));
        assertThat(KeyHash.parse("SHA256: " + OF_SECRET.toUpperCase())).contains(KeyHash.of("secret"));
    }

    @Test
    void otherTextsAreNoHash() {
        assertThat(KeyHash.parse("")).isEmpty();
        assertThat(KeyHash.parse("secret")).isEmpty();
        assertThat(KeyHash.parse(OF_SECRET.substring(1))).isEmpty();
        assertThat(KeyHash.parse(OF_SECRET.replace('2', 'g'))).isEmpty();
        assertThat(KeyHash.parse("md5:" + OF_SECRET)).isEmpty();
    }

    @Test
    void keysAreEqualOnlyIfAllBytesAre() {
        String other = OF_SECRET.substring(0, 63) + "a";

        assertThat(KeyHash.of("secret")).isEqualTo(KeyHash.of("secret")).hasSameHashCodeAs(KeyHash.of("secret"))
                .isNotEqualTo(KeyHash.of("Secret")).isNotEqualTo("secret");
        assertThat(KeyHash.parse(other).orElseThrow()).isNotEqualTo(KeyHash.of("secret"))
                .hasSameHashCodeAs(KeyHash.of("secret"));
    }

    @Test
    void aTextOfItDoesNotContainTheHash() {
        assertThat(KeyHash.of("secret").toString()).doesNotContain(OF_SECRET.substring(0, 6));
    }
}
