package dev.ponder.deployment;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** Adds a Dev UI card that lists the strategies of the application. */
class DevUiProcessor {

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    CardPageBuildItem card(List<StrategyBuildItem> strategies) {
        var card = new CardPageBuildItem();
        card.addBuildTimeData("strategies", strategies.stream()
                .sorted(Comparator.comparing(StrategyBuildItem::id))
                .map(DevUiProcessor::row)
                .toList());
        card.addPage(Page.tableDataPageBuilder("Strategies")
                .icon("font-awesome-solid:brain")
                .showColumn("id")
                .showColumn("title")
                .showColumn("stream")
                .showColumn("paper")
                .showColumn("class")
                .buildTimeDataKey("strategies")
                .staticLabel(Integer.toString(strategies.size())));
        return card;
    }

    private static Map<String, String> row(StrategyBuildItem strategy) {
        return Map.of("id", strategy.id(), "title", strategy.title(), "stream",
                strategy.emulated() ? "emulated" : "native",
                "paper", strategy.paper(), "class", strategy.className().toString());
    }
}
