package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Several upstreams that serve the same model. A call fails over to the next upstream after a transient error before the
 * first item. An error of the request itself does not.
 */
final class UpstreamCluster implements Upstream {

    /** Between the names of the members, in the name of the cluster. */
    static final char SEPARATOR = '+';

    private final List<ClusterMember> members;
    private final LoadBalancer balancer;

    UpstreamCluster(List<ClusterMember> members, LoadBalancer balancer) {
        this.members = List.copyOf(members);
        this.balancer = balancer;
    }

    @Override
    public String name() {
        return members.stream().map(member -> member.server().name())
                .collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return new CompletionUni(this, call);
    }

    @Override
    public Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        var completion = new ClusterCompletion(balancer.order(call.model()), call, receiver);
        completion.send();
        return completion;
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom()
                .deferred(() -> stream(balancer.order(call.model()), call));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        for (ClusterMember member : members) {
            if (!member.server().relays(endpoint)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return new ClusterRelay(balancer.order(call.model()), call, timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return members.get(0).server().models();
    }

    private static Multi<StreamEvent> stream(List<ClusterMember> order, UpstreamCall call) {
        ClusterMember member = order.get(0);
        Multi<StreamEvent> answer = limited(member, call).onFailure().invoke(member::failed);
        if (order.size() == 1) {
            return answer;
        }
        var begun = new AtomicBoolean();
        return answer.onItem().invoke(() -> begun.set(true))
                .onFailure(failure -> !begun.get() && UpstreamException.isTransient(failure))
                .recoverWithMulti(() -> stream(order.subList(1, order.size()), call));
    }

    /** Holds a permit until the stream ends, is rejected while a circuit is open, and is reported. */
    private static Multi<StreamEvent> limited(ClusterMember member, UpstreamCall call) {
        return member.permits().during(Multi.createFrom().deferred(() -> {
            CircuitBreakers.Call circuit = member.circuits().begin(call);
            UpstreamMeter.Attempt attempt = member.meter().begin(call, true);
            return member.server().stream(call)
                    .onItem().invoke(event -> {
                        circuit.answered();
                        attempt.answered();
                        if (event instanceof StreamEvent.Used report) {
                            attempt.used(report.usage());
                        }
                    })
                    .onTermination().invoke((failure, cancelled) -> {
                        attempt.finish(failure, cancelled);
                        circuit.end(failure, cancelled);
                    });
        }));
    }
}
