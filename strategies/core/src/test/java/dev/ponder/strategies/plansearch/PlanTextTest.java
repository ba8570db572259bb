package dev.ponder.strategies.plansearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading plans from replies in other forms than requested. */
class PlanTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = {"Plan: multiply; multiply", "think|Plan:|1. multiply|2. add; 1. multiply|2. add",
                    "**Plan:** multiply; multiply", "## Plan:|**First** multiply; **First** multiply",
                    "no heading here: multiply; no heading here: multiply", "Plan: one|PLAN: two; two",
                    "my plan: add; my plan: add",
                    "think|Plan:; think|Plan:"})
    void findsThePlan(String reply, String plan) {
        assertThat(PlanStage.body(reply.replace('|', '\n'))).isEqualTo(plan.replace('|', '\n'));
    }
}
