package dev.ponder.runtime.upstream.openai;

import dev.ponder.runtime.stream.SseReader;
import io.vertx.core.buffer.Buffer;

/**
 * Looks over the shoulder of a relayed stream, to tell one that ended from one that was cut. One instance per stream.
 */
final class EndWatch {

    private static final String FINISH_REASON = "\"finish_reason\"";

    private final SseReader frames;
    private boolean ended;

    EndWatch(int maxEventBytes) {
        this.frames = new SseReader(maxEventBytes);
    }

    void see(Buffer bytes) {
        if (!ended) {
            frames.read(bytes).forEach(this::look);
        }
    }

    /** Whether the stream said that it was over: by an end mark, a finish reason, or an error of its own. */
    boolean ended() {
        if (!ended) {
            frames.end().forEach(this::look);
        }
        return ended;
    }

    private void look(String data) {
        ended |= data.strip().equals("[DONE]") || data.startsWith("{\"error\"") || hasFinishReason(data);
    }

    private static boolean hasFinishReason(String data) {
        for (int at = data.indexOf(FINISH_REASON); at >= 0; at = data.indexOf(FINISH_REASON, at + 1)) {
            String value = data.substring(at + FINISH_REASON.length(),
                    Math.min(data.length(), at + FINISH_REASON.length() + 8));
            if (value.replace(':', ' ').stripLeading().startsWith("\"")) {
                return true;
            }
        }
        return false;
    }
}
