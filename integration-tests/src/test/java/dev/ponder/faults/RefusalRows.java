package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.ponder.faults.upstream.Refusal;
import dev.ponder.faults.upstream.Saying;
import dev.ponder.it.client.Reply;

/** An upstream that does not answer, or says that it will not. */
final class RefusalRows {

    private RefusalRows() {
    }

    static List<Row> all() {
        return Stream.of(connections(), refusals())
                .flatMap(List::stream).toList();
    }

    private static List<Row> connections() {
        return List.of(
                Row.named("refused connection").at(Site.CLOSED)
                        .everywhere("502 upstream_error"),
                Row.named("slow connect").at(Site.DEAF)
                        .everywhere("504 connect_timeout"));
    }

    private static List<Row> refusals() {
        return List.of(
                Row.named("400").upstream(Refusal.status(400, "invalid_request_error"))
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .everywhere("400 invalid_request_error"),
                Row.named("401").upstream(Refusal.status(401, "authentication_error"))
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .everywhere("401 authentication_error"),
                Row.named("404").upstream(Refusal.status(404, "not_found_error"))
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .everywhere("404 not_found_error"),
                Row.named("429 with Retry-After")
                        .upstream(Refusal.status(429, "rate_limit_error", "Retry-After: 33",
                                "X-RateLimit-Remaining-Requests: 0"))
                        .check(RefusalRows::saysWhenToComeBack)
                        .everywhere("429 rate_limit_error"),
                Row.named("500").upstream(Refusal.status(500, "server_error"))
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .both("500 server_error", "502 upstream_error", "502 upstream_error"),
                Row.named("503").upstream(Refusal.status(503, "server_error"))
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .both("503 server_error", "503 upstream_error", "503 upstream_error"),
                Row.named("500 for one candidate").at(Site.ONCE)
                        .upstream(Refusal.status(500, "server_error").once(Saying.says(Row.TEXT)))
                        .both("n/a: one call", "answer, degraded", "answer, degraded"),
                Row.named("500 after the grace time")
                        .upstream(Refusal.status(500, "server_error").whenReleased())
                        .visits(Visit.READS_HEAD_THEN_RELEASES)
                        .stream("error event server_error", "error event upstream_error",
                                "error event upstream_error")
                        .whole("500 server_error", "502 upstream_error", "502 upstream_error"),
                Row.named("200 with a JSON error").upstream(Refusal.disguised())
                        .check(RefusalRows::saysWhatTheUpstreamSaid)
                        .everywhere("502 upstream_error"),
                Row.named("first event is an error").lastStage(Refusal.firstEvent())
                        .everywhere("502 upstream_error"));
    }

    private static void saysWhatTheUpstreamSaid(Cell cell, Reply reply) {
        assertThat(reply.error().path("message").asText()).contains(Refusal.WORDS);
    }

    private static void saysWhenToComeBack(Cell cell, Reply reply) {
        saysWhatTheUpstreamSaid(cell, reply);
        assertThat(reply.header("Retry-After")).isEqualTo("33");
        assertThat(reply.header("X-RateLimit-Remaining-Requests")).isEqualTo("0");
    }
}
