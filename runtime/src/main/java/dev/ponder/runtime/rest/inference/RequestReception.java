package dev.ponder.runtime.rest.inference;

import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.rest.http.RequestDispatcher;
import dev.ponder.runtime.rest.http.ThreadOffload;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Has a request of OpenAI's protocol read, and decides which strategy answers. */
@ApplicationScoped
public class RequestReception {

    private final RequestDispatcher intake;
    private final ThreadOffload workload;
    private final StrategySelector selector;

    private record Asked(ClientRequest client, Selection selection) {}

    public RequestReception(RequestDispatcher intake, ThreadOffload workload, StrategySelector selector) {
        this.intake = intake;
        this.workload = workload;
        this.selector = selector;
    }

    public Uni<Response> receive(HttpServerRequest request, RequestReader reader,
            BiFunction<ClientRequest, Selection, Uni<Response>> answer) {
        String strategy = request.getHeader(PonderHeaders.STRATEGY);
        return intake.take(request,
                body -> workload.of(body.length(), () -> reader.read(body, strategy)).chain(this::decided),
                asked -> answer.apply(asked.client(), asked.selection()));
    }

    private Uni<Asked> decided(ClientRequest client) {
        return selector.select(client.strategy(), client.model()).map(selection -> new Asked(client, selection));
    }
}
