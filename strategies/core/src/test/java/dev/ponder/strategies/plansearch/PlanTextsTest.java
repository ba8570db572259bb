package dev.ponder.strategies.plansearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading plans and observations from replies in other forms than requested. */
class PlanTextsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Plan: multiply; multiply", "think|Plan:|1. multiply|2. add; 1. multiply|2. add",
            "**Plan:** multiply; multiply", "## Plan:|**First** multiply; **First** multiply",
            "no heading here: multiply; no heading here: multiply", "Plan: one|PLAN: two; two", "my plan: add; my plan: add",
            "think|Plan:; think|Plan:"})
    void findsThePlan(String reply, String plan) {
        assertThat(PlanStage.body(reply.replace('|', '\n'))).isEqualTo(plan.replace('|', '\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Here they are:|1. a b|2) c d", "- a b|- c d", "* a|  b|* c d|end"})
    void readsListsOfObservations(String reply) {
        assertThat(ObservationStage.ofList(reply.replace('|', '\n'))).contains(List.of("a b", "c d"));
    }

    @Test
    void readsNoProseAsObservations() {
        assertThat(ObservationStage.ofList("I see nothing.\n\n- \n{\"reasoning\": \"The")).isEmpty();
    }
}
