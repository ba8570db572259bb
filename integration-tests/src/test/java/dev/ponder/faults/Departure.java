package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.ponder.faults.client.Ask;
import dev.ponder.faults.client.BareClient;
import dev.ponder.faults.upstream.Call;
import dev.ponder.faults.upstream.FaultyModel;
import dev.ponder.it.client.Chat;

/** A client that leaves while calls are pending. The contract says 100 ms; a busy machine gets two seconds. */
final class Departure {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Is refused at once. */
    private static final Ask NOTHING = Ask.of("{}", Delivery.RELAY.strategy());
    private static final Object ONE_QUEUE = new Object();

    private Departure() {
    }

    /** Another client has the only connection; the calls of this one wait for it, and are never made. */
    static String fromTheQueue(Cell cell) {
        FaultyModel model = cell.model();
        Ask other = Ask.of(Chat.ask(model.name()), Delivery.RELAY.strategy());
        synchronized (ONE_QUEUE) {
            try (var holder = new BareClient(cell.server(), other)) {
                Call held = model.next();
                try (BareClient visitor = cell.connect()) {
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

    static String beforeTheFirstByte(Cell cell) {
        return leave(cell, 0, cell.column().delivery().firstCalls(), false);
    }

    /** The answer has begun; drafts and their critique, where there are any, are complete. */
    static String midStream(Cell cell) {
        Delivery delivery = cell.column().delivery();
        int answered = delivery == Delivery.NATIVE ? Delivery.CANDIDATES + 1 : 0;
        return leave(cell, answered, delivery == Delivery.NATIVE ? 1 : delivery.firstCalls(), cell.column().live());
    }

    /** All candidates are there; those who criticise or judge them have been asked. */
    static String betweenStages(Cell cell) {
        return leave(cell, Delivery.CANDIDATES, cell.column().delivery() == Delivery.NATIVE ? 1 : 2, false);
    }

    private static String leave(Cell cell, int answered, int pending, boolean reading) {
        try (BareClient client = cell.connect()) {
            cell.model().next(answered);
            List<Call> calls = cell.model().next(pending);
            calls.forEach(Call::awaitSilence);
            if (reading) {
                client.readUntil(Row.FIRST_WORD);
            }
            long left = client.leave();
            calls.forEach(call -> assertThat(Duration.ofNanos(call.closedAt() - left)).isLessThan(LIMIT));
        }
        roundTrip(cell, NOTHING);
        assertThat(cell.model().calls()).as("calls of a client that left").hasSize(answered + pending);
        return "calls closed";
    }

    /** Shows that the server has had the time for whatever came before. */
    private static void roundTrip(Cell cell, Ask ask) {
        try (var client = new BareClient(cell.server(), ask)) {
            assertThat(client.rest().whole()).isTrue();
        }
    }
}
