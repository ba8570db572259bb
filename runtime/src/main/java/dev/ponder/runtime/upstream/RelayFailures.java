package dev.ponder.runtime.upstream;

import java.util.Map;
import java.util.Optional;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/** Finds failures in relayed responses, which clients receive unchanged. */
final class RelayFailures {

    private RelayFailures() {
    }

    /** The failure that an item of a stream reports: a head with status 429 or 5xx. */
    static Optional<UpstreamException> of(Object part) {
        return part instanceof RelayPart.Head head && (head.status() >= 500 || head.status() == 429)
                ? Optional.of(fault(head))
                : Optional.empty();
    }

    private static UpstreamException fault(RelayPart.Head head) {
        Fault fault = head.status() == 429 ? Fault.RATE_LIMITED : Fault.FAILED;
        return UpstreamException.reported(fault, head.status(), null, null,
                "upstream answered with status " + head.status(), Map.copyOf(head.headers()));
    }
}
