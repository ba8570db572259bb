package dev.ponder.resilience.matrix;

import dev.ponder.support.client.HttpReply;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;


/** Events may be spelled without the usual blank behind {@code data:}; a relay hands them on like that. */
final class SseSpacing {

    private static final Pattern TIGHT = Pattern.compile("(?m)^data:(?! )");

    private SseSpacing() {
    }

    static HttpReply usual(HttpReply reply) {
        return reply.header("Content-Type").startsWith("text/event-stream")
                ? new HttpReply(reply.status(), reply.headers(),
                        TIGHT.matcher(reply.text()).replaceAll("data: ").getBytes(StandardCharsets.UTF_8))
                : reply;
    }
}
