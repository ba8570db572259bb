package dev.ponder.runtime.rest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.quota.MemoryQuotaStore;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.quota.Reservation;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.vertx.core.buffer.Buffer;

class RelayChargeTest {

    private static final int BUDGET = 1000;
    private static final int PROMPT = 30;

    private final QuotaService quota = service();

    private static QuotaService service() {
        var time = new VirtualTime();
        TestConfig config = new TestConfig().with("ponder.quota.anonymous.budget.amount", Integer.toString(BUDGET))
                .with("ponder.quota.anonymous.budget.unit", "tokens");
        return new QuotaService(new MemoryQuotaStore(time), new PriceTable(config.ponder()),
                config.of(QuotaConfig.class), time, new SplittableRandom(1), (name, value, tags) -> {
                });
    }

    @Test
    void reportedUsageIsCharged() {
        RelayCharge charge = charge(true);
        charge.received(Buffer.buffer("data: {}\n\n"));
        charge.used(Usage.of(20, 70));
        charge.used(Usage.of(20, 80));
        charge.end(false);

        assertThat(spent()).isEqualTo(100);
    }

    /** The client disconnected before the usage came. */
    @Test
    void eachEventOfAStreamCountsAsATokenWithoutUsage() {
        RelayCharge charge = charge(true);
        charge.received(Buffer.buffer("data: {\"a\":1}\n\ndata: {\"a\":2}\n\n"));
        charge.received(Buffer.buffer("data: {\"a\":3}\n\n"));
        charge.end(false);

        assertThat(spent()).isEqualTo(PROMPT + 3);
    }

    @Test
    void fourBytesOfAWholeResponseCountAsATokenWithoutUsage() {
        RelayCharge charge = charge(false);
        charge.received(Buffer.buffer("x".repeat(400)));
        charge.end(false);

        assertThat(spent()).isEqualTo(PROMPT + 100);
    }

    @Test
    void anUpstreamThatFailsAtOnceCostsNothing() {
        charge(true).end(true);

        assertThat(spent()).isZero();
    }

    @Test
    void aStreamThatBreaksOffIsCharged() {
        RelayCharge charge = charge(true);
        charge.received(Buffer.buffer("data: {}\n\n"));
        charge.end(true);

        assertThat(spent()).isEqualTo(PROMPT + 1);
    }

    private RelayCharge charge(boolean streaming) {
        Reservation reservation = quota.reservation(ApiClient.ANONYMOUS, "m", 1, PROMPT, 500, BUDGET, 1);
        reservation.open().await().indefinitely();
        return new RelayCharge(reservation, new RelayCall(new Endpoint("/chat/completions", "chat"), "m",
                Buffer.buffer(), streaming, false, false, TimeoutOverrides.NONE), PROMPT);
    }

    private long spent() {
        Reservation next = quota.reservation(ApiClient.ANONYMOUS, "m", 1, 0, 0, BUDGET, 1);
        next.open().await().indefinitely();
        return BUDGET - Long.parseLong(next.headers().getOrDefault("x-ratelimit-remaining-budget", "-1"));
    }
}
