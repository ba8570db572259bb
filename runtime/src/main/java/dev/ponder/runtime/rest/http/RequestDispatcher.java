package dev.ponder.runtime.rest.http;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.admission.Admission;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Lets requests in, reads their bodies, and has them answered when it is their turn. */
@ApplicationScoped
public class RequestDispatcher {

    private final Admission admission;
    private final BodyReader bodies;

    RequestDispatcher(Admission admission, BodyReader bodies) {
        this.admission = admission;
        this.bodies = bodies;
    }

    /** The answer to a request with its body. */
    public Uni<Response> take(HttpServerRequest request, Function<Buffer, Uni<Response>> answer) {
        return take(request, body -> Uni.createFrom().item(body), answer);
    }

    /**
     * The answer to a request.
     *
     * @param read makes of the body what is asked; what is wrong with it is said without waiting for a turn
     */
    public <T> Uni<Response> take(HttpServerRequest request, Function<Buffer, Uni<T>> read,
            Function<T, Uni<Response>> answer) {
        return admission.enter(bodies.read(request).chain(body -> read.apply(body)).chain(asked -> admission.answer(
                Uni.createFrom().deferred(() -> answer.apply(asked)))))
                .onFailure(Overloaded.class).invoke(() -> bodies.discard(request));
    }
}
