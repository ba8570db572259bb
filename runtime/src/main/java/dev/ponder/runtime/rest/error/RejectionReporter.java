package dev.ponder.runtime.rest.error;

import java.time.Clock;
import java.util.Map;

import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.event.RunRegistry;

/** Reports requests for inference that failed before they started. The others report their end themselves. */
@Singleton
class RejectionReporter {

    private final InferenceEvents events;
    private final RunRegistry runs;
    private final Clock clock;

    RejectionReporter(InferenceEvents events, RunRegistry runs, Clock clock) {
        this.events = events;
        this.runs = runs;
        this.clock = clock;
    }

    void failed(InferenceException failure, ContainerRequestContext request) {
        boolean started = runs.reported(failure) || failure.getCause() != null && runs.reported(failure.getCause());
        if (!started && request.getMethod().equals(HttpMethod.POST)) {
            events.publish(RequestRejected.class, () -> new RequestRejected(clock.instant(), origin(request), failure));
        }
    }

    private static RequestOrigin origin(ContainerRequestContext request) {
        String id = request.getHeaderString("x-request-id");
        return new RequestOrigin(request.getUriInfo().getPath(), id == null ? "" : id,
                Map.copyOf(request.getHeaders()));
    }
}
