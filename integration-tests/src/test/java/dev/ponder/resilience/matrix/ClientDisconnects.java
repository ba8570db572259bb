package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;

/** The client disconnects while upstream calls are open, which closes them. {@code ClientDisconnectTest} measures how soon. */
final class ClientDisconnects {

    /** Is rejected at once. */
    private static final RawRequest INVALID = RawRequest.of("{}", AnswerPath.RELAY.strategy());
    private static final Object QUEUE = new Object();

    private ClientDisconnects() {
    }

    /** Another client uses the only connection, so the calls of this client are queued and must never be made. */
    static String whileQueued(ScenarioRun run) {
        FakeModel model = run.model();
        RawRequest other = RawRequest.of(Chat.ask(model.name()), AnswerPath.RELAY.strategy());
        synchronized (QUEUE) {
            try (var holder = new RawHttpClient(run.server()).send(other)) {
                FakeCall held = model.next();
                try (RawHttpClient client = run.connect()) {
                    client.disconnectAndWait();
                }
                roundTrip(run, INVALID);
                model.release();
                assertThat(holder.response().complete()).isTrue();
                roundTrip(run, other);
                assertThat(model.calls()).as("calls of the client that stayed connected").hasSize(2).contains(held);
            }
        }
        return "no call made";
    }

    static String beforeTheFirstByte(ScenarioRun run) {
        return disconnect(run, 0, run.mode().path().firstCalls(), false);
    }

    /** Disconnects when the answer has begun, and drafts and their critique are complete. */
    static String midStream(ScenarioRun run) {
        AnswerPath path = run.mode().path();
        int answered = path == AnswerPath.NATIVE ? AnswerPath.CANDIDATES + 1 : 0;
        return disconnect(run, answered, path == AnswerPath.NATIVE ? 1 : path.firstCalls(), run.mode().live());
    }

    /** Disconnects when all candidates are complete and the calls that judge them are open. */
    static String betweenStages(ScenarioRun run) {
        return disconnect(run, AnswerPath.CANDIDATES, run.mode().path() == AnswerPath.NATIVE ? 1 : 2, false);
    }

    private static String disconnect(ScenarioRun run, int answered, int pending, boolean reading) {
        try (RawHttpClient client = run.connect()) {
            run.model().next(answered);
            List<FakeCall> calls = run.model().next(pending);
            calls.forEach(FakeCall::awaitStall);
            if (reading) {
                client.readUntil(Scenario.FIRST_WORD);
            }
            client.disconnect();
            calls.forEach(FakeCall::closedAt);
        }
        roundTrip(run, INVALID);
        assertThat(run.model().calls()).as("calls of a disconnected client").hasSize(answered + pending);
        return "calls closed";
    }

    /** Shows that the server has processed everything before. */
    private static void roundTrip(ScenarioRun run, RawRequest request) {
        try (var client = new RawHttpClient(run.server()).send(request)) {
            assertThat(client.response().complete()).isTrue();
        }
    }
}
