package dev.ponder.runtime.upstream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.runtime.config.PonderConfig.Balancing;

/** Decides in which order the upstreams of a model are asked. Thread-safe. */
final class LoadBalancer {

    private final Balancing balancing;
    private final List<ClusterMember> members;
    private final int[] credits;
    private final AtomicInteger turns = new AtomicInteger();

    LoadBalancer(Balancing balancing, List<ClusterMember> members) {
        this.balancing = balancing;
        this.members = List.copyOf(members);
        this.credits = new int[members.size()];
    }

    /** All of them, the best first; those that are not available come last. */
    List<ClusterMember> order() {
        List<ClusterMember> order = switch (balancing) {
            case ROUND_ROBIN -> from(Math.floorMod(turns.getAndIncrement(), members.size()));
            case WEIGHTED -> from(heaviest());
            case LEAST_BUSY -> leastBusy(from(Math.floorMod(turns.getAndIncrement(), members.size())));
        };
        return order.stream().sorted(Comparator.comparing(member -> !member.available())).toList();
    }

    private List<ClusterMember> from(int first) {
        var order = new ArrayList<>(members.subList(first, members.size()));
        order.addAll(members.subList(0, first));
        return order;
    }

    private static List<ClusterMember> leastBusy(List<ClusterMember> inTurn) {
        return inTurn.stream().sorted(Comparator.comparing(member -> (double) member.busy() / member.weight()))
                .toList();
    }

    /** Smooth weighted round robin: each gains its weight, the richest is next and pays for all that may be asked. */
    private synchronized int heaviest() {
        int best = 0;
        int paid = 0;
        for (int i = 0; i < credits.length; i++) {
            if (members.get(i).available()) {
                credits[i] += members.get(i).weight();
                paid += members.get(i).weight();
            }
            best = credits[i] > credits[best] ? i : best;
        }
        credits[best] -= paid;
        return best;
    }
}
