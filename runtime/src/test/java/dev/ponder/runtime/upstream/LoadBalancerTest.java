package dev.ponder.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.PonderConfig.Balancing;
import dev.ponder.testing.RecordingMetrics;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Uni;

class LoadBalancerTest {

    private final VirtualTime time = new VirtualTime();
    private final List<AsyncSemaphore> permits = new ArrayList<>();

    private ClusterMember member(String name, int weight) {
        return member(name, weight, 0);
    }

    private ClusterMember member(String name, int weight, int priority) {
        var own = new AsyncSemaphore(9, QueuePolicy.boundless());
        permits.add(own);
        var circuit = new CircuitBreakers(name, UpstreamFixture.config(new TestConfig()
                .with("ponder.upstreams.a.circuit-breaker.enabled", "false")).circuitBreaker(), time,
                new RecordingMetrics());
        return UpstreamFixture.member(new Renamed(name, ScriptedUpstream.answering("")), weight, priority, own, circuit, time);
    }

    private static String names(LoadBalancer balancer) {
        return balancer.order("m").stream().map(member -> member.server().name()).collect(Collectors.joining());
    }

    private static List<String> first(LoadBalancer balancer, int calls) {
        return IntStream.range(0, calls).mapToObj(call -> names(balancer).substring(0, 1)).toList();
    }

    @Test
    void inTurnEachIsFirstAndTheOthersFollow() {
        var balancer = new LoadBalancer(Balancing.ROUND_ROBIN, List.of(member("a", 5), member("b", 1), member("c", 1)));

        assertThat(List.of(names(balancer), names(balancer), names(balancer), names(balancer)))
                .containsExactly("abc", "bca", "cab", "abc");
    }

    @Test
    void byWeightEachHasItsShareAndNoneComesInARow() {
        var balancer = new LoadBalancer(Balancing.WEIGHTED, List.of(member("a", 5), member("b", 1), member("c", 1)));
        List<String> order = first(balancer, 14);

        assertThat(String.join("", order)).isEqualTo("aabacaaaabacaa");
        assertThat(order.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting())))
                .isEqualTo(Map.of("a", 10L, "b", 2L, "c", 2L));
    }

    @ParameterizedTest
    @EnumSource
    void upstreamsOfLowerPriorityAreUsedWhileTheOthersAreUnavailable(Balancing balancing) {
        ClusterMember first = member("b", 1, 1);
        ClusterMember other = member("c", 1, 1);
        var balancer = new LoadBalancer(balancing, List.of(member("a", 9, 2), first, other, member("d", 1, 3)));

        assertThat(first(balancer, 6)).containsOnly("b", "c").contains("b").contains("c");
        assertThat(names(balancer)).endsWith("ad");
        List.of(first, other).forEach(member -> member.failed(UpstreamException.reported(Fault.RATE_LIMITED, 429, null,
                null, "", Map.of("Retry-After", "60"))));
        assertThat(first(balancer, 4)).containsOnly("a");
    }

    @Test
    void theLeastBusyForItsWeightIsFirst() {
        var balancer = new LoadBalancer(Balancing.LEAST_BUSY, List.of(member("a", 4), member("b", 1)));
        for (int i = 0; i < 3; i++) {
            permits.get(0).during(Uni.createFrom().nothing()).subscribe().with(never -> {
            });
        }
        assertThat(names(balancer)).as("3 of 4 and 0 of 1").isEqualTo("ba");
        permits.get(1).during(Uni.createFrom().nothing()).subscribe().with(never -> {
        });

        assertThat(names(balancer)).as("3 of 4 and 1 of 1").isEqualTo("ab");
    }

    @Test
    void aMemberWithRetryAfterIsUsedLastUntilItHasPassed() {
        ClusterMember resting = member("a", 1);
        var balancer = new LoadBalancer(Balancing.ROUND_ROBIN, List.of(resting, member("b", 1)));
        resting.failed(UpstreamException.reported(Fault.RATE_LIMITED, 429, null, null, "slow down",
                Map.of("Retry-After", "7")));

        assertThat(first(balancer, 4)).containsOnly("b");
        time.advance(Duration.ofSeconds(7));
        assertThat(first(balancer, 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aShareOfOneThatIsNotAvailableIsNotSavedUp() {
        ClusterMember resting = member("a", 1);
        var balancer = new LoadBalancer(Balancing.WEIGHTED, List.of(resting, member("b", 1)));
        resting.failed(UpstreamException.reported(Fault.RATE_LIMITED, 429, null, null, "slow down",
                Map.of("Retry-After", "7")));
        first(balancer, 100);
        time.advance(Duration.ofSeconds(7));

        assertThat(first(balancer, 6).stream().filter("a"::equals).count()).isEqualTo(3);
    }
}
