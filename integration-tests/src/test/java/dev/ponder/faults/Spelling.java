package dev.ponder.faults;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import dev.ponder.it.client.Reply;

/** Events may be spelled without the usual blank behind {@code data:}; a relay hands them on like that. */
final class Spelling {

    private static final Pattern TIGHT = Pattern.compile("(?m)^data:(?! )");

    private Spelling() {
    }

    static Reply usual(Reply reply) {
        return reply.header("Content-Type").startsWith("text/event-stream")
                ? new Reply(reply.status(), reply.headers(),
                        TIGHT.matcher(reply.text()).replaceAll("data: ").getBytes(StandardCharsets.UTF_8))
                : reply;
    }
}
