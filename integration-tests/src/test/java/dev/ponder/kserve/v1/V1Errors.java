package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponder.support.client.HttpReply;

/** Checks that hold for all errors of V1. */
final class V1Errors {

    private V1Errors() {
    }

    /** Checks the status, and that the body is {@code {"error": "text"}}; returns the text. */
    static String of(HttpReply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("error");
        assertThat(reply.error().isTextual()).as(reply.text()).isTrue();
        return reply.error().textValue();
    }
}
