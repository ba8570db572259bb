package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.resilience.matrix.upstream.AnswerVariants;
import dev.ponder.resilience.matrix.upstream.ToolCallVariants;
import dev.ponder.resilience.matrix.upstream.WireVariants;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

/** The upstream answers in a form that few servers use and that clients must accept. */
final class AnswerScenarios {

    private static final String FIVE_MEGABYTES = "é".repeat(5 * 1024 * 1024 / 2);
    private static final int MAX_EVENT = 64 * 1024;

    private AnswerScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(wireFormats(), events(), toolCalls(), choices(), usage())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> wireFormats() {
        return List.of(
                Scenario.named("every UTF-8 character split").upstream(WireVariants.byteByByte(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("CRLF").upstream(WireVariants.withCarriageReturns(Scenario.TEXT)).everywhere("answer"),
                Scenario.named("no space after `data:`").upstream(WireVariants.withoutSpaceAfterData(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("body until the connection closes").upstream(WireVariants.untilClose(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("an event of 5 MB").lastStage(UpstreamScript.answers(FIVE_MEGABYTES))
                        .expectsText(mode -> FIVE_MEGABYTES)
                        .heavy().check(AnswerScenarios::isSplitIntoSmallEvents)
                        .everywhere("answer"),
                Scenario.named("gzip, not asked for").upstream(WireVariants.gzipped(Scenario.TEXT))
                        .check((run, reply) -> assertThat(reply.header("Content-Encoding")).isEmpty())
                        .everywhere("answer"),
                Scenario.named("a redirect on the same host").upstream(WireVariants.redirected(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("members that OpenAI does not have")
                        .upstream(AnswerVariants.unknownMembers(Scenario.TEXT))
                        .check(AnswerScenarios::keepsUnknownMembers)
                        .everywhere("answer"));
    }

    private static List<Scenario> events() {
        return List.of(
                Scenario.named("`id:` and `event:` lines").upstream(WireVariants.withEventIds(Scenario.TEXT))
                        .check((run, reply) -> assertThat(reply.text()).doesNotContain("id: ", "event: "))
                        .everywhere("answer"),
                Scenario.named("an empty finish reason in each chunk")
                        .upstream(AnswerVariants.emptyFinishReasons(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("a second finish chunk").upstream(AnswerVariants.finishedTwice(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("`[DONE]` without a finish reason")
                        .lastStage(AnswerVariants.neverFinished(Scenario.TEXT))
                        .everywhere("answer"));
    }

    private static List<Scenario> toolCalls() {
        return List.of(
                Scenario.named("tool calls that share an index").lastStage(ToolCallVariants.withSharedIndex())
                        .body(AnswerScenarios::offerTools)
                        .everywhere("tool calls"),
                Scenario.named("tool calls without index").lastStage(ToolCallVariants.withoutIndex())
                        .body(AnswerScenarios::offerTools)
                        .everywhere("tool calls"),
                Scenario.named("tool calls without ids").lastStage(ToolCallVariants.withoutIds())
                        .body(AnswerScenarios::offerTools)
                        .everywhere("tool calls, generated ids"));
    }

    private static List<Scenario> choices() {
        return List.of(
                Scenario.named("empty `choices`").lastStage(AnswerVariants.emptyChoices(Scenario.TEXT))
                        .stream("answer", "answer", "502 upstream_error")
                        .whole("no choice", "502 upstream_error", "502 upstream_error"),
                Scenario.named("`n` ignored").upstream(UpstreamScript.answers(Scenario.TEXT).ignoringN())
                        .body(body -> body.put("n", 2))
                        .both("answer", "answer, 2 choices", "answer, 2 choices"),
                Scenario.named("`n` rejected").upstream(UpstreamScript.answers(Scenario.TEXT).rejectingN())
                        .body(body -> body.put("n", 2))
                        .both("400 invalid_request_error", "answer, 2 choices", "answer, 2 choices"));
    }

    private static List<Scenario> usage() {
        return List.of(
                Scenario.named("usage in every chunk").upstream(AnswerVariants.usageInEveryChunk(Scenario.TEXT))
                        .check(AnswerScenarios::sumsUsageOverCalls)
                        .everywhere("answer"),
                Scenario.named("usage absent").upstream(AnswerVariants.usageAbsent(Scenario.TEXT))
                        .both("answer", "answer, usage estimated", "answer, usage estimated"),
                Scenario.named("usage null").upstream(AnswerVariants.usageNull(Scenario.TEXT))
                        .both("answer", "answer, usage estimated", "answer, usage estimated"),
                Scenario.named("usage zero").upstream(AnswerVariants.usageZero(Scenario.TEXT))
                        .everywhere("answer"));
    }

    private static void keepsUnknownMembers(ScenarioRun run, HttpReply reply) {
        assertThat(reply.text()).contains(AnswerVariants.SIGNATURE, AnswerVariants.FINGERPRINT);
    }

    private static void isSplitIntoSmallEvents(ScenarioRun run, HttpReply reply) {
        if (run.mode().streamed() && run.mode().path() != AnswerPath.RELAY) {
            assertThat(reply.text().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(MAX_EVENT);
        }
    }

    /** The usage of a call counts once, however often the upstream reports it. */
    private static void sumsUsageOverCalls(ScenarioRun run, HttpReply reply) {
        ReplyMetadata metadata = ReplyMetadata.of(reply);
        int calls = metadata.ponder().path("calls").asInt(1);
        assertThat(metadata.usage().path("total_tokens").asInt())
                .isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }

    private static void offerTools(ObjectNode body) {
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name",
                ToolCallVariants.FUNCTION);
    }
}
