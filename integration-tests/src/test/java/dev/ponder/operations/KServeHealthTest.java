package dev.ponder.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class KServeHealthTest extends ServerTest {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {"/,'{\"status\":\"alive\"}'", "/health,'{\"status\":\"alive\"}'",
            "/v2/health/live,'{\"live\":true}'", "/v2/health/ready,'{\"ready\":true}'"})
    void isJson(String path, String body) {
        HttpReply reply = client.send("GET", path, "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(body);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(body.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/plain", "text/html", "application/xml"})
    void isJsonForAnyAcceptHeader(String accepted) {
        HttpReply reply = client.send("GET", "/v2/health/ready", "", "Accept", accepted);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/v2/health/live", "/v2/health/ready"})
    void allowsOnlyGet(String path) {
        assertThat(client.send("POST", path, "").status()).isEqualTo(405);
    }

    @Test
    void hasMetricsAsText() {
        HttpReply reply = client.send("GET", "/metrics", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(TEXT);
        assertThat(reply.text()).contains("# TYPE jvm_threads_live_threads gauge").doesNotContain("# EOF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "*/*", "application/json", "text/html"})
    void hasMetricsAsTextForOtherAcceptHeaders(String accepted) {
        assertThat(client.send("GET", "/metrics", "", "Accept", accepted).header("Content-Type")).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/openmetrics-text",
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;q=0.5"})
    void hasMetricsAsOpenMetricsIfAccepted(String accepted) {
        HttpReply reply = client.send("GET", "/metrics", "", "Accept", accepted);

        assertThat(reply.header("Content-Type")).isEqualTo(OPEN_METRICS);
        assertThat(reply.text()).endsWith("# EOF\n");
    }
}
