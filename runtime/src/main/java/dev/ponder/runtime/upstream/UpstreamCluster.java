package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.TimerGroup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Several upstreams that serve the same model. A call fails over to the next upstream after a transient error before the
 * first item. An error of the request itself does not.
 */
final class UpstreamCluster implements Upstream {

    private final List<ClusterMember> members;
    private final LoadBalancer balancer;

    UpstreamCluster(List<ClusterMember> members, LoadBalancer balancer) {
        this.members = List.copyOf(members);
        this.balancer = balancer;
    }

    @Override
    public String name() {
        return members.stream().map(member -> member.upstream().name()).collect(Collectors.joining("+"));
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom()
                .deferred(() -> whole(balancer.order(call.model()), member -> member.upstream().complete(call)));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom()
                .deferred(() -> stream(balancer.order(call.model()), member -> member.upstream().stream(call)));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return members.stream().allMatch(member -> member.server().relays(endpoint));
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return new ClusterRelay(balancer.order(call.model()), call, timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return members.get(0).upstream().models();
    }

    private static <T> Uni<T> whole(List<ClusterMember> order, Function<ClusterMember, Uni<T>> call) {
        ClusterMember member = order.get(0);
        Uni<T> answer = call.apply(member).onFailure().invoke(member::failed);
        return order.size() == 1
                ? answer
                : answer.onFailure(UpstreamException::isTransient)
                        .recoverWithUni(() -> whole(order.subList(1, order.size()), call));
    }

    private static <T> Multi<T> stream(List<ClusterMember> order, Function<ClusterMember, Multi<T>> call) {
        ClusterMember member = order.get(0);
        Multi<T> answer = call.apply(member).onFailure().invoke(member::failed);
        if (order.size() == 1) {
            return answer;
        }
        var begun = new AtomicBoolean();
        return answer.onItem().invoke(() -> begun.set(true))
                .onFailure(failure -> !begun.get() && UpstreamException.isTransient(failure))
                .recoverWithMulti(() -> stream(order.subList(1, order.size()), call));
    }
}
