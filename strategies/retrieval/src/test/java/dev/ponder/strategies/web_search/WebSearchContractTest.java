package dev.ponder.strategies.web_search;

import dev.ponder.retrieval.search.ScriptedWeb;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class WebSearchContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return harness(ScriptedWeb.of("https://a.example/1", "Six times seven is 42.", "https://b.example/2", ""));
    }

    static StrategyHarness harness(ScriptedWeb web) {
        return StrategyHarness.of((WebSearchConfig config) -> new WebSearch(config, web, web), WebSearchConfig.class);
    }
}
