package dev.ponder.resilience.matrix;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import dev.ponder.support.client.HttpReply;

/** Normalizes events without a space after {@code data:}, which a relay forwards unchanged. */
final class SseSpacing {

    private static final Pattern NO_SPACE = Pattern.compile("(?m)^data:(?! )");

    private SseSpacing() {
    }

    static HttpReply normalized(HttpReply reply) {
        return reply.header("Content-Type").startsWith("text/event-stream")
                ? new HttpReply(reply.status(), reply.headers(),
                        NO_SPACE.matcher(reply.text()).replaceAll("data: ").getBytes(StandardCharsets.UTF_8))
                : reply;
    }
}
