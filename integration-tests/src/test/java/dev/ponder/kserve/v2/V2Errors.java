package dev.ponder.kserve.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeUpstreamResource;

/** Checks that hold for all errors of the Open Inference Protocol. */
public final class V2Errors {

    private static final Pattern INTERNAL = Pattern.compile("Exception|jackson|dev\\.ponder\\.|java\\.|jakarta\\.|"
            + "io\\.(vertx|netty|quarkus|smallrye)|localhost|127\\.0\\.0\\.1|" + FakeUpstreamResource.API_KEY);

    private V2Errors() {
    }

    /** Checks the status, and that the body is {@code {"error": "text"}} without internals; returns the text. */
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
