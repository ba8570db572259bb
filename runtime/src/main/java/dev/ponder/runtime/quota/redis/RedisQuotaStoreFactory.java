package dev.ponder.runtime.quota.redis;

import java.time.Clock;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.quota.QuotaConfig;
import dev.ponder.runtime.quota.QuotaStore;
import dev.ponder.runtime.quota.QuotaStoreFactory;
import dev.ponder.runtime.time.Timer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;

/** Creates the store in Redis. Only an application with the extension {@code quarkus-redis-client} has this bean. */
@Singleton
class RedisQuotaStoreFactory implements QuotaStoreFactory {

    private final Instance<Redis> redis;
    private final Vertx vertx;
    private final QuotaConfig config;
    private final Clock clock;
    private final Timer timer;
    private final Gauges gauges;

    RedisQuotaStoreFactory(Instance<Redis> redis, Vertx vertx, QuotaConfig config, Clock clock, Timer timer,
            Gauges gauges) {
        this.redis = redis;
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.timer = timer;
        this.gauges = gauges;
    }

    @Override
    public QuotaConfig.Store kind() {
        return QuotaConfig.Store.REDIS;
    }

    @Override
    public QuotaStore create() {
        Redis client;
        try {
            client = redis.get();
        } catch (RuntimeException inactive) {
            throw new ConfigurationException("ponder.quota.store: 'redis' (expected quarkus.redis.hosts, such as"
                    + " redis://localhost:6379, for it)", inactive);
        }
        return new RedisQuotaStore(new RedisScripts(client, vertx), config, clock, timer, gauges);
    }
}
