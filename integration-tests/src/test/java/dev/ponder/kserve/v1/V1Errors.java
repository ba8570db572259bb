package dev.ponder.kserve.v1;

import dev.ponder.support.client.HttpReply;

import static org.assertj.core.api.Assertions.assertThat;


/** What is true of every error by V1. */
final class V1Errors {

    private V1Errors() {
    }

    /** A text under {@code error}, and nothing else; the result is the text. */
    static String of(HttpReply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        assertThat(reply.error().isTextual()).as(reply.text()).isTrue();
        return reply.error().textValue();
    }
}
