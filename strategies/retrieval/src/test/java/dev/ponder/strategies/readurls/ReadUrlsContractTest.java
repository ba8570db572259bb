package dev.ponder.strategies.readurls;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

/** Without URLs: all of the request passes unchanged. */
class ReadUrlsContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of((ReadUrlsConfig config) -> new ReadUrls(config, new Pages()), ReadUrlsConfig.class);
    }
}
