package dev.ponder.runtime.rest.openai;

import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import dev.ponder.runtime.rest.http.Intake;
import dev.ponder.runtime.rest.http.Workload;
import dev.ponder.runtime.rest.openai.form.RunHeaders;
import dev.ponder.runtime.strategy.StrategySelector;
import dev.ponder.runtime.strategy.StrategySelector.Selection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Has a request of OpenAI's protocol read, and decides which strategy answers. */
@ApplicationScoped
class Reception {

    private final Intake intake;
    private final Workload workload;
    private final StrategySelector selector;

    private record Asked(ClientRequest client, Selection selection) {}

    Reception(Intake intake, Workload workload, StrategySelector selector) {
        this.intake = intake;
        this.workload = workload;
        this.selector = selector;
    }

    Uni<Response> receive(HttpServerRequest request, RequestReader reader,
            BiFunction<ClientRequest, Selection, Uni<Response>> answer) {
        String strategy = request.getHeader(RunHeaders.STRATEGY);
        return intake.take(request,
                body -> workload.of(body.length(), () -> reader.read(body, strategy)).chain(this::decided),
                asked -> answer.apply(asked.client(), asked.selection()));
    }

    private Uni<Asked> decided(ClientRequest client) {
        return selector.select(client.strategy(), client.model()).map(selection -> new Asked(client, selection));
    }
}
