package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.EmptyChoices;
import dev.ponder.resilience.matrix.upstream.ErrorReplies;
import dev.ponder.resilience.matrix.upstream.ToolCallVariants;
import dev.ponder.resilience.matrix.upstream.UpstreamAnswer;
import dev.ponder.resilience.matrix.upstream.UsageVariants;
import dev.ponder.resilience.matrix.upstream.WireVariants;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.ChatJson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;


/** An upstream that answers, in a form that few servers use and every client must stand. */
final class AnswerScenarios {

    private static final String FIVE_MEGABYTES = "é".repeat(5 * 1024 * 1024 / 2);
    private static final int LONGEST_EVENT = 64 * 1024;

    private AnswerScenarios() {
    }

    static List<Scenario> all() {
        return Stream.of(forms(), choices(), usage())
                .flatMap(List::stream).toList();
    }

    private static List<Scenario> forms() {
        return List.of(
                Scenario.named("every UTF-8 split").upstream(WireVariants.byteByByte(Scenario.TEXT)).everywhere("answer"),
                Scenario.named("CRLF").upstream(WireVariants.withCarriageReturns(Scenario.TEXT)).everywhere("answer"),
                Scenario.named("`data:` tight").upstream(WireVariants.tight(Scenario.TEXT)).everywhere("answer"),
                Scenario.named("body until the connection closes").upstream(WireVariants.untilTheConnectionCloses(Scenario.TEXT))
                        .everywhere("answer"),
                Scenario.named("an event of 5 MB").lastStage(UpstreamAnswer.says(FIVE_MEGABYTES)).says(column -> FIVE_MEGABYTES)
                        .heavy().check(AnswerScenarios::isCutIntoSmallEvents)
                        .everywhere("answer"),
                Scenario.named("tool calls with one index").lastStage(ToolCallVariants.withReusedIndex())
                        .asks(AnswerScenarios::offerTools)
                        .everywhere("tool calls"),
                Scenario.named("tool calls without index").lastStage(ToolCallVariants.withoutIndex())
                        .asks(AnswerScenarios::offerTools)
                        .everywhere("tool calls"));
    }

    private static List<Scenario> choices() {
        return List.of(
                Scenario.named("empty `choices`").lastStage(UpstreamAnswer.says(Scenario.TEXT, EmptyChoices::add))
                        .stream("answer", "answer", "502 upstream_error")
                        .whole("no choice", "502 upstream_error", "502 upstream_error"),
                Scenario.named("`n` ignored").upstream(WireVariants.ignoringN(Scenario.TEXT)).asks(body -> body.put("n", 2))
                        .both("answer", "answer, 2 choices", "answer, 2 choices"),
                Scenario.named("`n` refused").upstream(ErrorReplies.ofSeveralChoices(UpstreamAnswer.says(Scenario.TEXT)))
                        .asks(body -> body.put("n", 2))
                        .both("400 invalid_request_error", "answer, 2 choices", "answer, 2 choices"));
    }

    private static List<Scenario> usage() {
        return List.of(
                Scenario.named("usage in every chunk").upstream(UpstreamAnswer.says(Scenario.TEXT, UsageVariants::inEveryChunk))
                        .check(AnswerScenarios::sumsUsageOverCalls)
                        .everywhere("answer"),
                Scenario.named("usage absent").upstream(UpstreamAnswer.says(Scenario.TEXT, UsageVariants::absent))
                        .both("answer", "answer, usage estimated", "answer, usage estimated"),
                Scenario.named("usage zero").upstream(UpstreamAnswer.says(Scenario.TEXT, UsageVariants::zero))
                        .everywhere("answer"));
    }

    private static void isCutIntoSmallEvents(ScenarioRun cell, HttpReply reply) {
        if (cell.column().streamed() && cell.column().delivery() != AnswerPath.RELAY) {
            assertThat(reply.text().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(LONGEST_EVENT);
        }
    }

    /** One upstream call costs what one says it costs, however often it says it. */
    private static void sumsUsageOverCalls(ScenarioRun cell, HttpReply reply) {
        ReplyMetadata figures = ReplyMetadata.of(reply);
        int calls = figures.ponder().path("calls").asInt(1);
        assertThat(figures.usage().path("total_tokens").asInt())
                .isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }

    private static void offerTools(ObjectNode body) {
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name",
                ToolCallVariants.FUNCTION);
    }
}
