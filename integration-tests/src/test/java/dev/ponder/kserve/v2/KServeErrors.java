package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.FakeUpstreamResource;

/** What is true of every error of KServe's protocols. */
final class KServeErrors {

    private static final Pattern INTERNAL = Pattern.compile("Exception|jackson|dev\\.ponder\\.|java\\.|jakarta\\.|"
            + "io\\.(vertx|netty|quarkus|smallrye)|localhost|127\\.0\\.0\\.1|" + FakeUpstreamResource.API_KEY);

    private KServeErrors() {
    }

    /** {@code {"error": "text"}} with this status and nothing else; the result is the text. */
    static String of(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        assertThat(reply.error().isTextual()).isTrue();
        String text = reply.error().textValue();
        assertThat(text).isNotBlank().doesNotContainPattern(INTERNAL);
        return text;
    }
}
