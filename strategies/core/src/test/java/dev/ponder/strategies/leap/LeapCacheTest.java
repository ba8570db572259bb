package dev.ponder.strategies.leap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;

class LeapCacheTest {

    private static final String EXAMPLES = "Q: What is 1 + 1?\nA: 2\n\nQ: What is 2 + 2?\nA: 4\n\n";

    private final ScriptedStudent student = new ScriptedStudent();

    @ParameterizedTest
    @ValueSource(strings = {EXAMPLES, "Examples:\nOne and one makes 2.\n"})
    void answersTheSecondQuestionInOneCall(String examples) {
        student.harness().run(question(examples, "What is 17 * 23?"));
        HarnessRun second = student.harness().run(question(examples, "What is 3 * 3?"));

        assertThat(second.elapsed()).isEqualTo(student.upstream().latency());
        assertThat(student.calls("learn")).hasSize(2);
        assertThat(student.principlesOfAnswer()).isEqualTo("1. general rule");
    }

    @Test
    void learnsAgainFromOtherExamplesModelsAndParameters() {
        ChatRequest first = question(EXAMPLES, "What is 17 * 23?");
        List<ChatRequest> others = List.of(question(EXAMPLES + "Q: What is 3 + 3?\nA: 6\n", "What is 17 * 23?"),
                question("Be brief.\n" + EXAMPLES, "What is 17 * 23?"), first.withModel("other-1"),
                Requests.with(first, "documents", TextNode.valueOf("Principles are bad.")));
        student.harness().run(first);
        for (ChatRequest other : others) {
            int before = student.calls("attempt").size();
            student.harness().run(other);
            assertThat(student.calls("attempt").size()).as("%s", other).isGreaterThan(before);
        }
    }

    @Test
    void sharesNothingBetweenClients() {
        ChatRequest request = question(EXAMPLES, "What is 17 * 23?");
        for (String client : List.of("Bearer one", "Bearer two")) {
            student.harness().header("authorization", client).run(request);
        }
        assertThat(student.calls("attempt")).hasSize(12);

        student.harness().header("authorization", "Bearer one").run(request);
        assertThat(student.calls("attempt")).hasSize(12);
    }

    @Test
    void forgetsAfterItsTime() {
        ChatRequest request = question(EXAMPLES, "What is 17 * 23?");
        student.harness().run(request);
        student.upstream().time().advance(Duration.ofMinutes(59));
        student.harness().run(request);
        assertThat(student.calls("attempt")).hasSize(6);

        student.upstream().time().advance(Duration.ofMinutes(2));
        student.harness().run(request);
        assertThat(student.calls("attempt")).hasSize(12);
    }

    @Test
    void isTurnedOffByATimeOfZeroAndByASeed() {
        ChatRequest request = question(EXAMPLES, "What is 17 * 23?");
        student.harness().seed(7).run(request);
        student.harness().run(request);
        assertThat(student.calls("attempt")).hasSize(12);

        var other = new ScriptedStudent();
        other.harness().parameter("cache_ttl", 0).run(request);
        other.harness().run(request);
        assertThat(other.calls("attempt")).hasSize(12);
    }

    @Test
    void keepsNothingOfAFailure() {
        ChatRequest request = question(EXAMPLES, "What is 17 * 23?");
        student.on("learn", ScriptedReply.failing(Fault.FAILED));
        student.harness().run(request);
        student.on("learn", ScriptedStudent.principles("rule"));
        student.harness().run(request);

        assertThat(student.calls("attempt")).hasSize(12);
        assertThat(student.principlesOfAnswer()).isEqualTo("1. rule");
    }

    @Test
    void dropsTheLeastRecentlyUsed() {
        var cache = new PrincipleCache();
        Instant now = Instant.EPOCH;
        cache.put("a", List.of("a"), now, 2);
        cache.put("b", List.of("b"), now, 2);
        assertThat(cache.get("a", now, Duration.ofHours(1))).contains(List.of("a"));
        cache.put("c", List.of("c"), now, 2);

        assertThat(cache.get("b", now, Duration.ofHours(1))).isEmpty();
        assertThat(cache.get("a", now, Duration.ofHours(1))).contains(List.of("a"));
        cache.put("d", List.of("d"), now, 0);
        assertThat(cache.get("d", now, Duration.ofHours(1))).isEmpty();
    }

    private static ChatRequest question(String instructions, String text) {
        return Requests.conversation(ChatMessage.system(instructions), ChatMessage.user(text));
    }
}
