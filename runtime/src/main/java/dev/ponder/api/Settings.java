package dev.ponder.api;

/** A strategy's settings for one request: the request's own parameters over the operator's configuration. Immutable. */
public interface Settings {

    /**
     * The settings of this request.
     *
     * @param config the injected configuration, an interface named by {@link Strategy#settings()}
     * @return a view of the same type in which the parameters that the request sets, all within their ranges, come
     *        first
     */
    <C> C of(C config);

    /**
     * Whether the request itself sets this parameter of the strategy (in snake case), so that it beats a general field.
     */
    boolean requested(String parameter);
}
