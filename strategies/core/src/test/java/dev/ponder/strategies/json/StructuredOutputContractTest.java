package dev.ponder.strategies.json;

import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class StructuredOutputContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(StructuredOutput::new, StructuredOutputConfig.class)
                .member("response_format", Formats.format("{\"type\": \"object\", \"required\": [\"answer\"],"
                        + " \"properties\": {\"answer\": {\"type\": \"string\"}}}"));
    }
}
