package dev.ponder.kserve.v2;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstreamResource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;


/** What is true of every error of KServe's protocols. */
public final class V2Errors {

    private static final Pattern INTERNAL = Pattern.compile("Exception|jackson|dev\\.ponder\\.|java\\.|jakarta\\.|"
            + "io\\.(vertx|netty|quarkus|smallrye)|localhost|127\\.0\\.0\\.1|" + FakeUpstreamResource.API_KEY);

    private V2Errors() {
    }

    /** {@code {"error": "text"}} with this status and nothing else; the result is the text. */
    public static String of(HttpReply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        assertThat(reply.error().isTextual()).isTrue();
        String text = reply.error().textValue();
        assertThat(text).isNotBlank().doesNotContainPattern(INTERNAL);
        return text;
    }
}
