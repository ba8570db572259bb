package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/** A relayed reply, read to its end. */
public record RelayedReply(int status, Map<String, String> headers, List<Buffer> pieces) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads all parts; fails as they fail. */
    public static RelayedReply of(Multi<RelayPart> parts) {
        List<RelayPart> all = parts.collect().asList().await().atMost(PATIENCE);
        var head = (RelayPart.Head) all.stream().filter(RelayPart.Head.class::isInstance).findFirst().orElseThrow();
        return new RelayedReply(head.status(), head.headers(), all.stream()
                .filter(RelayPart.Bytes.class::isInstance).map(part -> ((RelayPart.Bytes) part).bytes()).toList());
    }

    /** All its bytes. */
    public Buffer body() {
        var body = Buffer.buffer();
        pieces.forEach(body::appendBuffer);
        return body;
    }
}
