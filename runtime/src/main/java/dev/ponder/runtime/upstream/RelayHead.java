package dev.ponder.runtime.upstream;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;

/**
 * The head of a relayed response.
 *
 * @param status the status for the client
 * @param headers the end-to-end headers
 * @param reported the error that the body contains; null for any other response
 */
public record RelayHead(int status, Map<String, String> headers, @Nullable UpstreamException reported) {

    private static final int RATE_LIMITED = 429;

    /** The head of a response that is no error. */
    public RelayHead(int status, Map<String, String> headers) {
        this(status, headers, null);
    }

    /** The failure that the status means; null below 400. */
    public @Nullable UpstreamException failure() {
        if (status < 400) {
            return null;
        }
        if (reported != null) {
            return reported;
        }
        Fault fault = switch (status) {
            case 401 -> Fault.UNAUTHENTICATED;
            case 403 -> Fault.FORBIDDEN;
            case 404 -> Fault.NOT_FOUND;
            case 408, 504 -> Fault.TIMEOUT;
            case RATE_LIMITED -> Fault.RATE_LIMITED;
            default -> status < 500 ? Fault.BAD_REQUEST : Fault.FAILED;
        };
        return UpstreamException.reported(fault, status, null, null, "upstream answered with status " + status,
                Map.copyOf(headers));
    }

    /** Whether the status is the upstream's fault: 429 or 5xx. Another upstream may succeed. */
    public boolean refuses() {
        return status >= 500 || status == RATE_LIMITED;
    }
}
