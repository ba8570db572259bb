package dev.ponder.runtime.upstream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.runtime.config.PonderConfig.Balancing;

/** Orders the upstreams of a cluster for a call. Thread-safe. */
final class LoadBalancer {

    private final Balancing balancing;
    private final List<ClusterMember> members;
    private final int[] credits;
    private final AtomicInteger calls = new AtomicInteger();

    LoadBalancer(Balancing balancing, List<ClusterMember> members) {
        this.balancing = balancing;
        this.members = List.copyOf(members);
        this.credits = new int[members.size()];
    }

    /**
     * All members, the preferred one first: by priority, and within a priority by the balancing. Members that are not
     * available for the model come last.
     */
    List<ClusterMember> order(String model) {
        if (members.size() == 1) {
            return members;
        }
        List<ClusterMember> order = switch (balancing) {
            case ROUND_ROBIN -> from(Math.floorMod(calls.getAndIncrement(), members.size()));
            case WEIGHTED -> from(heaviest(model));
            case LEAST_BUSY -> leastBusy(from(Math.floorMod(calls.getAndIncrement(), members.size())));
        };
        return order.stream().sorted(Comparator.comparing((ClusterMember member) -> !member.available(model))
                .thenComparing(ClusterMember::priority)).toList();
    }

    private List<ClusterMember> from(int first) {
        var order = new ArrayList<>(members.subList(first, members.size()));
        order.addAll(members.subList(0, first));
        return order;
    }

    private static List<ClusterMember> leastBusy(List<ClusterMember> inOrder) {
        return inOrder.stream().sorted(Comparator.comparing(member -> (double) member.busy() / member.weight()))
                .toList();
    }

    /**
     * Smooth weighted round robin, as in nginx: each available member of the best priority gains its weight, and the chosen
     * one pays the sum.
     */
    private synchronized int heaviest(String model) {
        int priority = members.stream().filter(member -> member.available(model)).mapToInt(ClusterMember::priority).min()
                .orElse(Integer.MAX_VALUE);
        int best = -1;
        int total = 0;
        for (int i = 0; i < credits.length; i++) {
            if (members.get(i).priority() == priority && members.get(i).available(model)) {
                credits[i] += members.get(i).weight();
                total += members.get(i).weight();
                best = best < 0 || credits[i] > credits[best] ? i : best;
            }
        }
        if (best < 0) {
            return 0;
        }
        credits[best] -= total;
        return best;
    }
}
