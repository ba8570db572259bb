package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.faults.upstream.EmptyChoices;
import dev.ponder.faults.upstream.Manner;
import dev.ponder.faults.upstream.Refusal;
import dev.ponder.faults.upstream.Saying;
import dev.ponder.faults.upstream.ToolCalls;
import dev.ponder.faults.upstream.UsageFault;
import dev.ponder.it.client.Reply;
import dev.ponder.it.upstream.ChatJson;

/** An upstream that answers, in a form that few servers use and every client must stand. */
final class AnswerRows {

    private static final String FIVE_MEGABYTES = "é".repeat(5 * 1024 * 1024 / 2);
    private static final int LONGEST_EVENT = 64 * 1024;

    private AnswerRows() {
    }

    static List<Row> all() {
        return Stream.of(forms(), choices(), usage())
                .flatMap(List::stream).toList();
    }

    private static List<Row> forms() {
        return List.of(
                Row.named("every UTF-8 split").upstream(Manner.byteByByte(Row.TEXT)).everywhere("answer"),
                Row.named("CRLF").upstream(Manner.withCarriageReturns(Row.TEXT)).everywhere("answer"),
                Row.named("`data:` tight").upstream(Manner.tight(Row.TEXT)).everywhere("answer"),
                Row.named("body until the connection closes").upstream(Manner.untilTheConnectionCloses(Row.TEXT))
                        .everywhere("answer"),
                Row.named("an event of 5 MB").lastStage(Saying.says(FIVE_MEGABYTES)).says(column -> FIVE_MEGABYTES)
                        .heavy().check(AnswerRows::isCutIntoSmallEvents)
                        .everywhere("answer"),
                Row.named("tool calls with one index").lastStage(ToolCalls.withReusedIndex())
                        .asks(AnswerRows::offerTools)
                        .everywhere("tool calls"),
                Row.named("tool calls without index").lastStage(ToolCalls.withoutIndex())
                        .asks(AnswerRows::offerTools)
                        .everywhere("tool calls"));
    }

    private static List<Row> choices() {
        return List.of(
                Row.named("empty `choices`").lastStage(Saying.says(Row.TEXT, EmptyChoices::add))
                        .stream("answer", "answer", "502 upstream_error")
                        .whole("no choice", "502 upstream_error", "502 upstream_error"),
                Row.named("`n` ignored").upstream(Manner.ignoringN(Row.TEXT)).asks(body -> body.put("n", 2))
                        .both("answer", "answer, 2 choices", "answer, 2 choices"),
                Row.named("`n` refused").upstream(Refusal.ofSeveralChoices(Saying.says(Row.TEXT)))
                        .asks(body -> body.put("n", 2))
                        .both("400 invalid_request_error", "answer, 2 choices", "answer, 2 choices"));
    }

    private static List<Row> usage() {
        return List.of(
                Row.named("usage in every chunk").upstream(Saying.says(Row.TEXT, UsageFault::inEveryChunk))
                        .check(AnswerRows::sumsUsageOverCalls)
                        .everywhere("answer"),
                Row.named("usage absent").upstream(Saying.says(Row.TEXT, UsageFault::absent))
                        .both("answer", "answer, usage estimated", "answer, usage estimated"),
                Row.named("usage zero").upstream(Saying.says(Row.TEXT, UsageFault::zero))
                        .everywhere("answer"));
    }

    private static void isCutIntoSmallEvents(Cell cell, Reply reply) {
        if (cell.column().streamed() && cell.column().delivery() != Delivery.RELAY) {
            assertThat(reply.text().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(LONGEST_EVENT);
        }
    }

    /** One upstream call costs what one says it costs, however often it says it. */
    private static void sumsUsageOverCalls(Cell cell, Reply reply) {
        Figures figures = Figures.of(reply);
        int calls = figures.ponder().path("calls").asInt(1);
        assertThat(figures.usage().path("total_tokens").asInt())
                .isEqualTo(calls * (ChatJson.PROMPT + ChatJson.COMPLETION));
    }

    private static void offerTools(ObjectNode body) {
        body.putArray("tools").addObject().put("type", "function").putObject("function").put("name",
                ToolCalls.FUNCTION);
    }
}
