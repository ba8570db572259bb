package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.UpstreamScript;
import dev.ponder.testing.RedisServer;

/** Two servers that count in one Redis, which stops and comes back. */
class SharedQuotaIT {

    private static final String KEY = "Bearer sk-shared-quota";
    private static final int BUDGET = 800;
    /** What a call of the fake model uses. */
    private static final int CALL = 12;
    private static final String REMAINING = "x-ratelimit-remaining-budget";
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Test
    void serversAgreeOnABudgetAndOutliveRedis() throws Exception {
        assumeTrue(RedisServer.installed(), "redis-server is not installed");
        try (var redis = RedisServer.started();
                var upstream = new FakeUpstream();
                var open = PackagedServer.start(environment(redis, upstream, "open"));
                var closed = PackagedServer.start(environment(redis, upstream, "closed"))) {
            var one = new PonderClient(open.address());
            var other = new PonderClient(closed.address());
            var model = upstream.model().plays(UpstreamScript.answers("It is 391."));

            HttpReply first = chat(one, Chat.ask(model.name()).put("max_tokens", 10));
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("x-ratelimit-limit-budget")).isEqualTo(Integer.toString(BUDGET));
            assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("1000");

            // Both count the usage of relayed calls and of strategies, and each sees the other's
            long left = left(other, model.name());
            assertThat(chat(other, strategy(model.name())).status()).isEqualTo(200);
            assertThat(left(one, model.name())).isLessThanOrEqualTo(left - 2 * CALL);

            // The reservation of a request that a client leaves is freed
            model.plays(UpstreamScript.answers("It is 391.").whenReleased());
            model.skipCalls();
            ObjectNode half = Chat.ask(model.name()).put("max_tokens", BUDGET / 2);
            try (LiveReply leaving = one.chatLive(half.deepCopy().put("stream", true), "Authorization", KEY)
                    .orTimeout(30, TimeUnit.SECONDS).join()) {
                model.next();
                assertThat(leaving.status()).isEqualTo(200);
                assertThat(chat(other, half).status()).isEqualTo(429);
            }
            model.plays(UpstreamScript.answers("It is 391."));
            await(() -> chat(other, half).status() == 200);

            // Without Redis, one answers and the other one does not
            redis.stop();
            assertThat(chat(one, Chat.ask(model.name())).status()).isEqualTo(200);
            HttpReply rejected = chat(other, Chat.ask(model.name()));
            assertThat(rejected.status()).isEqualTo(503);
            assertThat(rejected.error().path("code").asText()).isEqualTo("overloaded");
            assertThat(rejected.header("Retry-After")).isEqualTo("1");
            assertThat(health(one)).contains("not available, requests are not checked");
            assertThat(health(other)).contains("not available, requests are rejected");
            assertThat(one.send("GET", "/q/health/ready", "").status()).isEqualTo(200);
            redis.start();
            await(() -> health(one).contains("Redis, available") && health(other).contains("Redis, available"));

            // The budget ends at both within one request
            int answered = 0;
            while (chat(answered % 2 == 0 ? one : other, Chat.ask(model.name()).put("max_tokens", 50))
                    .status() == 200) {
                answered++;
                assertThat(answered * CALL).isLessThan(BUDGET);
            }
            assertThat(chat(one, Chat.ask(model.name()).put("max_tokens", 50)).status()).isEqualTo(429);
            HttpReply exhausted = chat(other, Chat.ask(model.name()).put("max_tokens", 50));
            assertThat(exhausted.status()).isEqualTo(429);
            assertThat(exhausted.error().path("type").asText()).isEqualTo("insufficient_quota");
            assertThat(exhausted.error().path("code").asText()).isEqualTo("insufficient_quota");
            assertThat(exhausted.error().path("message").asText()).contains("until "
                    + YearMonth.now(ZoneOffset.UTC).plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            assertThat(Long.parseLong(exhausted.header("Retry-After"))).isPositive();
        }
    }

    private static HttpReply chat(PonderClient client, ObjectNode body) {
        return client.chat(body, "Authorization", KEY);
    }

    private static ObjectNode strategy(String model) {
        return Chat.ask("re2-" + model).put("max_tokens", 10);
    }

    /** What is left when this request has reserved what it may use. */
    private static long left(PonderClient client, String model) {
        HttpReply reply = chat(client, Chat.ask(model).put("max_tokens", 10));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return Long.parseLong(reply.header(REMAINING));
    }

    private static String health(PonderClient client) {
        return client.send("GET", "/q/health", "").text();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + WAIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static Map<String, String> environment(RedisServer redis, FakeUpstream upstream, String whenUnavailable)
            throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("OPENAI_BASE_URL", upstream.baseUrl());
        environment.put("QUARKUS_REDIS_HOSTS", redis.url());
        environment.put("PONDER_QUOTA_STORE", "redis");
        environment.put("PONDER_QUOTA_TIMEOUT", "5S");
        environment.put("PONDER_QUOTA_WHEN_UNAVAILABLE", whenUnavailable);
        environment.put("PONDER_WARMUP_ENABLED", "false");
        environment.put("PONDER_STREAMING_COMMIT_GRACE", "50MS");
        environment.put("PONDER_ACCESS_CLIENTS__TEAM__KEY_HASHES", HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest("sk-shared-quota".getBytes(StandardCharsets.UTF_8))));
        environment.put("PONDER_ACCESS_CLIENTS__TEAM__REQUESTS_PER_MINUTE", "1000");
        environment.put("PONDER_ACCESS_CLIENTS__TEAM__BUDGET_AMOUNT", Integer.toString(BUDGET));
        environment.put("PONDER_ACCESS_CLIENTS__TEAM__BUDGET_UNIT", "tokens");
        return environment;
    }
}
