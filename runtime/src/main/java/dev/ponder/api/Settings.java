package dev.ponder.api;

/** A strategy's settings for one request: the server's configuration, overridden by the request's parameters. Immutable. */
public interface Settings {

    /**
     * The settings of this request.
     *
     * @param config the injected configuration, of the interface in {@link Strategy#settings()}
     * @return the configuration with the request's parameters, all within their ranges; {@code config} itself if the
     *        request sets none
     */
    <C> C of(C config);

    /**
     * Whether the request sets this parameter of the strategy, so that it takes precedence over a general field.
     *
     * @param parameter the name in snake case
     */
    boolean requested(String parameter);
}
