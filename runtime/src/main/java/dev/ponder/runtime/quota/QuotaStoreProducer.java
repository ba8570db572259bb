package dev.ponder.runtime.quota;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;

/** The store that the operator has chosen. */
class QuotaStoreProducer {

    @Produces
    @Singleton
    QuotaStore store(QuotaConfig config, @All List<QuotaStoreFactory> factories, Clock clock) {
        return config.store() == QuotaConfig.Store.MEMORY
                ? new MemoryQuotaStore(clock)
                : factories.stream().filter(factory -> factory.kind() == config.store()).findFirst()
                        .orElseThrow(() -> new ConfigurationException(
                                "ponder.quota.store: 'redis' (expected memory, because this application does not have the"
                                        + " extension quarkus-redis-client)"))
                        .create();
    }
}
