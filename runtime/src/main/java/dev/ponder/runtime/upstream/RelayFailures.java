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

    /** The error that a status means, which the client receives unchanged; empty below 400. */
    static Optional<UpstreamException> status(RelayPart.Head head) {
        return head.status() < 400 ? Optional.empty() : Optional.of(fault(head));
    }

    private static UpstreamException fault(RelayPart.Head head) {
        if (head.failure() != null) {
            return head.failure();
        }
        Fault fault = switch (head.status()) {
            case 401 -> Fault.UNAUTHENTICATED;
            case 403 -> Fault.FORBIDDEN;
            case 404 -> Fault.NOT_FOUND;
            case 408, 504 -> Fault.TIMEOUT;
            case 429 -> Fault.RATE_LIMITED;
            default -> head.status() < 500 ? Fault.BAD_REQUEST : Fault.FAILED;
        };
        return UpstreamException.reported(fault, head.status(), null, null,
                "upstream answered with status " + head.status(), Map.copyOf(head.headers()));
    }
}
