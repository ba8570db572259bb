package dev.ponder.support.strategies;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream in this process that cannot relay. It repeats the last message. */
@ApplicationScoped
class InProcessUpstream implements UpstreamFactory, Upstream {

    private static final String NAME = "in-process";
    private static final Usage USED = Usage.of(7, 5);

    private final PonderConfig config;

    InProcessUpstream(PonderConfig config) {
        this.config = config;
    }

    @Override
    public List<UpstreamRoute> routes() {
        return List.of(new UpstreamRoute(this, List.of(NAME), false, config.upstreams().get(NAME)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom()
                .item(() -> new Completion(List.of(Answer.of(echo(call), FinishReason.STOP)), USED));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom().items(new StreamEvent.Part(new AnswerPart.Text(echo(call))),
                new StreamEvent.Used(USED), new StreamEvent.Part(new AnswerPart.Finish(FinishReason.STOP)));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return Uni.createFrom().item(List.of());
    }

    private static String echo(UpstreamCall call) {
        var messages = call.conversation().messages();
        return messages.get(messages.size() - 1).text();
    }
}
