package dev.ponder.runtime.rest.openai;

import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.api.error.Overloaded;
import dev.ponder.runtime.admission.Admission;
import dev.ponder.runtime.engine.StrategySelector;
import dev.ponder.runtime.engine.StrategySelector.Selection;
import dev.ponder.runtime.rest.http.BodyReader;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Lets requests in, reads them, and has them answered when it is their turn. */
@ApplicationScoped
class Reception {

    private final Admission admission;
    private final BodyReader bodies;
    private final StrategySelector selector;

    Reception(Admission admission, BodyReader bodies, StrategySelector selector) {
        this.admission = admission;
        this.bodies = bodies;
        this.selector = selector;
    }

    Uni<Response> receive(HttpServerRequest request, RequestReader reader,
            BiFunction<ClientRequest, Selection, Uni<Response>> answer) {
        String strategy = request.getHeader(RunHeaders.STRATEGY);
        return admission.enter(bodies.read(request).chain(body -> {
            ClientRequest client = reader.read(body, strategy);
            return selector.select(client.strategy(), client.model())
                    .chain(selection -> admission.answer(
                            Uni.createFrom().deferred(() -> answer.apply(client, selection))));
        })).onFailure(Overloaded.class).invoke(() -> bodies.discard(request));
    }
}
