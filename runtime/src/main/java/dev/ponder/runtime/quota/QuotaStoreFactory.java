package dev.ponder.runtime.quota;

/** Creates the store of one kind. Every CDI bean of this type is asked, so that the store in Redis needs no Redis client. */
public interface QuotaStoreFactory {

    /** The kind. */
    QuotaConfig.Store kind();

    /** Creates the store. Called once, when it is configured. */
    QuotaStore create();
}
