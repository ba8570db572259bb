package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.record.replay.RecordedRun;
import dev.ponder.runtime.record.replay.ReplayResult.Verdict;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.sim.SimSettings;
import dev.ponder.runtime.upstream.sim.SimUpstream;
import dev.ponder.testing.ScriptedUpstream.Choices;

/** A recorded run has the same result when it is replayed without a model, and a change of the strategy is seen. */
interface ReplayContract extends ContractSubject {

    /** The seconds that calls of the simulated model take, so that they end in another order than they began. */
    int[] LATENCIES = {3, 1, 4, 1, 5, 9, 2, 6};

    @Test
    default void replaysToTheSameAnswer(@TempDir Path folder) throws IOException {
        for (boolean streamed : new boolean[]{false, true}) {
            assertSame(record(plausible(), QUESTION, streamed, folder));
            assertSame(record(plausible().choices(2).seed(7), QUESTION, streamed, folder));
        }
    }

    @Test
    default void replaysWhatTheSimulatedModelAnswered(@TempDir Path folder) throws IOException {
        for (Choices n : Choices.values()) {
            StrategyHarness harness = harness().upstream(simulated().choices(n));
            assertSame(record(harness, Requests.question("What is 17*23?"), false, folder));
        }
    }

    @Test
    default void seesAnotherPromptInReplay(@TempDir Path folder) throws IOException {
        RecordedRun run = record(plausible(), QUESTION, false, folder);
        for (JsonNode call : run.json().path("provider_calls")) {
            ObjectNode message = (ObjectNode) call.path("request").path("messages").path(0);
            message.put("content", message.path("content").asText() + " Be brief.");
        }
        var result = harness().replay(run);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.DIFFERENT);
        assertThat(result.toString()).contains("was not recorded, unlike call 1: messages[0].content differs");
    }

    @Test
    default void seesAnotherAnswerInReplay(@TempDir Path folder) throws IOException {
        RecordedRun run = record(plausible(), QUESTION, false, folder);
        ObjectNode message = (ObjectNode) run.json().path("final_response").path("choices").path(0).path("message");
        message.put("content", "Another answer.");
        var result = harness().replay(run);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.DIFFERENT);
        assertThat(result.toString()).contains("choice 0: message.content differs at character");
    }

    private void assertSame(RecordedRun run) {
        var result = harness().replay(run);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.SAME);
        assertThat(result.details()).as(result.toString()).isEmpty();
    }

    /** Runs a request and reads its record. Of a confidential strategy, the record has no texts. */
    private static RecordedRun record(StrategyHarness harness, ChatRequest request, boolean streamed, Path folder)
            throws IOException {
        Path file = Files.createTempFile(folder, "records", ".jsonl");
        harness.with("ponder.record.file", file.toString());
        HarnessRun run = ContractSubject.run(harness, request, streamed);
        harness.engine().writeRecords();
        List<RecordedRun> records = RecordedRun.read(file);

        assertThat(records).hasSize(1);
        boolean confidential = harness.engine().strategy(harness.id()).confidential();
        if (confidential) {
            assertThat(records.get(0).json().toString()).doesNotContain(request.conversation().question())
                    .doesNotContain(run.answer().text());
        }
        Assumptions.assumeFalse(confidential, "the strategy is confidential, so its texts are not recorded");
        return records.get(0);
    }

    private static ScriptedUpstream simulated() {
        var model = new SimUpstream(new SimSettings(0.6, 0.9, Duration.ZERO, Duration.ZERO, 42), new VirtualTime());
        return ScriptedUpstream.replying((call, number) -> {
            Completion[] reply = new Completion[1];
            model.complete(call.withChoices(1)).subscribe().with(completion -> reply[0] = completion);
            return ScriptedReply.answer(reply[0].choices().get(0));
        }).extraLatency(call -> Duration.ofSeconds(LATENCIES[call.number() % LATENCIES.length]));
    }
}
