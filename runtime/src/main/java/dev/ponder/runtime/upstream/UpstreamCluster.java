package dev.ponder.runtime.upstream;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Several upstreams that answer for the same model. A call goes to one of them; where that fails before its first byte
 * by a fault of its own, to the next. What the request itself is to blame for is nobody else's business.
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
        return Uni.createFrom().deferred(() -> whole(balancer.order(), upstream -> upstream.complete(call)));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return Multi.createFrom().deferred(() -> stream(balancer.order(), upstream -> upstream.stream(call)));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return members.stream().allMatch(member -> member.upstream().relays(endpoint));
    }

    /** A refusal is an answer to a relay, but not as long as another upstream may give a better one. */
    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        return Multi.createFrom().deferred(() -> {
            List<ClusterMember> order = balancer.order();
            Upstream last = order.get(order.size() - 1).upstream();
            return stream(order, upstream -> upstream == last
                    ? upstream.relay(call)
                    : upstream.relay(call).onItem().invoke(UpstreamCluster::throwIfRefused));
        });
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return members.get(0).upstream().models();
    }

    private static <T> Uni<T> whole(List<ClusterMember> order, Function<Upstream, Uni<T>> call) {
        ClusterMember member = order.get(0);
        Uni<T> answer = call.apply(member.upstream()).onFailure().invoke(member::failed);
        return order.size() == 1
                ? answer
                : answer.onFailure(UpstreamException::passing)
                        .recoverWithUni(() -> whole(order.subList(1, order.size()), call));
    }

    private static <T> Multi<T> stream(List<ClusterMember> order, Function<Upstream, Multi<T>> call) {
        ClusterMember member = order.get(0);
        var began = new AtomicBoolean();
        Multi<T> answer = call.apply(member.upstream())
                .onItem().invoke(part -> {
                    began.set(true);
                    RelayFailures.of(part).ifPresent(member::failed);
                })
                .onFailure().invoke(member::failed);
        return order.size() == 1
                ? answer
                : answer.onFailure(failure -> !began.get() && UpstreamException.passing(failure))
                        .recoverWithMulti(() -> stream(order.subList(1, order.size()), call));
    }

    private static void throwIfRefused(RelayPart part) {
        RelayFailures.of(part).ifPresent(refusal -> {
            throw refusal;
        });
    }
}
