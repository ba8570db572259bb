package dev.ponder.runtime.rest.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.serving.StreamFormat;

class AcceptHeaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "text/event-stream | SSE | true",
            "TEXT/Event-Stream; charset=utf-8 | SSE | true",
            "application/x-ndjson | NDJSON | true",
            "application/ndjson, text/event-stream | NDJSON | true",
            "application/ndjson;q=0.1, text/event-stream;q=0.2 | SSE | true",
            "text/event-stream, application/json | SSE | true",
            "application/json, text/event-stream | SSE | false",
            "application/json;q=0.9, text/event-stream | SSE | true",
            "text/event-stream;q=0.9, application/json | SSE | false",
            "application/json;q=0, text/event-stream;q=0.1 | SSE | true",
            "text/event-stream;level=1;q=0.5, application/json;q=0.4 | SSE | true"})
    void namesAFormAndHowMuchItIsWanted(String header, StreamFormat form, boolean first) {
        assertThat(AcceptHeader.read(header).stream()).contains(form);
        assertThat(AcceptHeader.read(header).streamFirst()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''", "*/*", "application/json", "text/event-stream;q=0",
            "text/event-stream;q=0.000", "text/*", ";", "','", "';;q=1,,'"})
    void mayNameNone(String header) {
        assertThat(AcceptHeader.read(header).stream()).isEmpty();
        assertThat(AcceptHeader.read(header).streamFirst()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"application/json | true", "Application/JSON; charset=utf-8 | true",
            "application/json, text/html | true", "application/json, */*;q=0 | true", "application/json, */* | false",
            "application/json, text/plain, */* | false", "application/json, text/*;q=0.1 | false", "*/* | false",
            "application/json, text/event-stream | false", "application/json;q=0 | false", "text/html | false",
            "'' | false"})
    void mayNameJsonOnly(String header, boolean only) {
        assertThat(AcceptHeader.read(header).jsonOnly()).isEqualTo(only);
    }
}
