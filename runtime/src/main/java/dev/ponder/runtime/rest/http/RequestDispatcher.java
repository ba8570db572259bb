package dev.ponder.runtime.rest.http;

import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.admission.Admission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Admits requests, reads their bodies, and lets no more of them be answered at a time than the server allows. */
@Singleton
public class RequestDispatcher {

    private final Admission admission;
    private final BodyReader bodies;

    RequestDispatcher(Admission admission, BodyReader bodies) {
        this.admission = admission;
        this.bodies = bodies;
    }

    /** Admits a request, reads its body, waits for a permit and answers. Fails with 503 when the queue is full. */
    public Uni<Response> dispatch(HttpServerRequest request, Function<Buffer, Uni<Response>> answer) {
        return admit(request, body -> withPermit(() -> answer.apply(body)));
    }

    /**
     * Admits a request and reads its body. Fails with 503 before the body is read when the queue is full.
     *
     * @param handler handles the body and calls {@link #withPermit} to answer; an invalid body needs no permit
     */
    public Uni<Response> admit(HttpServerRequest request, Function<Buffer, Uni<Response>> handler) {
        return admission.enter(bodies.read(request).chain(handler::apply))
                .onFailure(Overloaded.class).invoke(() -> bodies.discard(request));
    }

    /** Answers as soon as a permit is free. The permit is released when the answer terminates or is cancelled. */
    public Uni<Response> withPermit(Supplier<Uni<Response>> answer) {
        return admission.answer(Uni.createFrom().deferred(answer::get));
    }
}
