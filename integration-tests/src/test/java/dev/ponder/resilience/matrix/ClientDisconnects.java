package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Call;
import dev.ponder.resilience.matrix.upstream.FaultyModel;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.client.RawRequest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;


/** A client that leaves while calls are pending. The contract says 100 ms; a busy machine gets two seconds. */
final class ClientDisconnects {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Is refused at once. */
    private static final RawRequest NOTHING = RawRequest.of("{}", AnswerPath.RELAY.strategy());
    private static final Object ONE_QUEUE = new Object();

    private ClientDisconnects() {
    }

    /** Another client has the only connection; the calls of this one wait for it, and are never made. */
    static String fromTheQueue(ScenarioRun cell) {
        FaultyModel model = cell.model();
        RawRequest other = RawRequest.of(Chat.ask(model.name()), AnswerPath.RELAY.strategy());
        synchronized (ONE_QUEUE) {
            try (var holder = new RawHttpClient(cell.server(), other)) {
                Call held = model.next();
                try (RawHttpClient visitor = cell.connect()) {
                    visitor.leaveInGoodOrder();
                }
                roundTrip(cell, NOTHING);
                model.release();
                assertThat(holder.rest().whole()).isTrue();
                roundTrip(cell, other);
                assertThat(model.calls()).as("calls of those who stayed").hasSize(2).contains(held);
            }
        }
        return "no call made";
    }

    static String beforeTheFirstByte(ScenarioRun cell) {
        return leave(cell, 0, cell.column().delivery().firstCalls(), false);
    }

    /** The answer has begun; drafts and their critique, where there are any, are complete. */
    static String midStream(ScenarioRun cell) {
        AnswerPath delivery = cell.column().delivery();
        int answered = delivery == AnswerPath.NATIVE ? AnswerPath.CANDIDATES + 1 : 0;
        return leave(cell, answered, delivery == AnswerPath.NATIVE ? 1 : delivery.firstCalls(), cell.column().live());
    }

    /** All candidates are there; those who criticise or judge them have been asked. */
    static String betweenStages(ScenarioRun cell) {
        return leave(cell, AnswerPath.CANDIDATES, cell.column().delivery() == AnswerPath.NATIVE ? 1 : 2, false);
    }

    private static String leave(ScenarioRun cell, int answered, int pending, boolean reading) {
        try (RawHttpClient client = cell.connect()) {
            cell.model().next(answered);
            List<Call> calls = cell.model().next(pending);
            calls.forEach(Call::awaitSilence);
            if (reading) {
                client.readUntil(Scenario.FIRST_WORD);
            }
            long left = client.leave();
            calls.forEach(call -> assertThat(Duration.ofNanos(call.closedAt() - left)).isLessThan(LIMIT));
        }
        roundTrip(cell, NOTHING);
        assertThat(cell.model().calls()).as("calls of a client that left").hasSize(answered + pending);
        return "calls closed";
    }

    /** Shows that the server has had the time for whatever came before. */
    private static void roundTrip(ScenarioRun cell, RawRequest ask) {
        try (var client = new RawHttpClient(cell.server(), ask)) {
            assertThat(client.rest().whole()).isTrue();
        }
    }
}
