package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class CloudEventsTest extends V1Test {

    private static final String[] BINARY = {"ce-specversion", "1.0", "ce-source", "urn:asker", "ce-type", "asked",
            "ce-id", "7", "ce-note", "theirs"};
    private static final String EVENT = "{'specversion':'1.0','id':'7','source':'urn:asker','type':'asked',"
            + "'time':'2026-01-02T03:04:05Z','note':'theirs','data':{'instances':[1]}}";
    private static final String TYPE = "application/cloudevents+json";

    @Test
    void asHeadersAreAnsweredAsHeaders() {
        HttpReply reply = predict("echo", "{'instances':[1]}", BINARY);

        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("ce-specversion")).isEqualTo("1.0");
        assertThat(reply.header("ce-source")).isEqualTo("io.kserve.inference.echo");
        assertThat(reply.header("ce-type")).isEqualTo("io.kserve.inference.response");
        assertThat(UUID.fromString(reply.header("ce-id"))).isNotNull();
        assertThat(OffsetDateTime.parse(reply.header("ce-time"))).isNotNull();
        assertThat(reply.header("ce-note")).isEmpty();
    }

    @Test
    void haveANewIdInEachReply() {
        assertThat(predict("echo", "{'instances':[1]}", BINARY).header("ce-id"))
                .isNotEqualTo(predict("echo", "{'instances':[1]}", BINARY).header("ce-id"));
    }

    @Test
    void asBodiesAreAnsweredAsBodies() {
        HttpReply reply = predictBare("echo", EVENT, "Content-Type", TYPE + "; charset=utf-8");

        assertThat(reply.header("Content-Type")).isEqualTo(TYPE);
        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("ce-"));
        JsonNode event = reply.json();
        assertThat(event.path("data")).hasToString(quoted("{'predictions':[1]}"));
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("source").asText()).isEqualTo("io.kserve.inference.echo");
        assertThat(event.path("type").asText()).isEqualTo("io.kserve.inference.response");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.path("id").asText()).isNotEmpty().isNotEqualTo("7");
        assertThat(OffsetDateTime.parse(event.path("time").asText())).isNotNull();
        assertThat(event.has("note")).isFalse();
    }

    /** A body with all members of an event is read as one, but answered as plain JSON if its content type is plain. */
    @Test
    void areRecognizedByTheirMembers() {
        assertThat(predict("echo", EVENT).text()).isEqualTo(quoted("{'predictions':[1]}"));
        assertThat(V1Errors.of(predict("echo", EVENT.replace("'time'", "'when'")), 400)).contains("instances");
    }

    @Test
    void needNoTimeUnderTheirContentType() {
        String timeless = "{'specversion':'1.0','id':'7','source':'urn:a','type':'b','data':{'instances':[1]}}";

        assertThat(predictBare("echo", timeless, "Content-Type", TYPE).json().path("data"))
                .hasToString(quoted("{'predictions':[1]}"));
    }

    @Test
    void mayHoldTheirDataAsBase64() {
        String event = "{'specversion':'1.0','id':'7','source':'urn:a','type':'b',"
                + "'data_base64':'eyJpbnN0YW5jZXMiOlsxXX0='}";

        assertThat(predictBare("echo", event, "Content-Type", TYPE).json().path("data"))
                .hasToString(quoted("{'predictions':[1]}"));
    }

    @Test
    void wrapPlainBodiesUnderTheirContentType() {
        HttpReply reply = predictBare("echo", "{'instances':[1]}", "Content-Type", TYPE);

        assertThat(reply.header("Content-Type")).isEqualTo(TYPE);
        assertThat(reply.json().path("data")).hasToString(quoted("{'predictions':[1]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-specversion", "ce-source", "ce-type", "ce-id"})
    void needAllRequiredHeaders(String missing) {
        HttpReply reply = predict("echo", "{'instances':[1]}", without(missing));

        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("ce-"));
    }

    @ParameterizedTest
    @CsvSource({"ce-specversion, 2.0", "ce-time, yesterday", "ce-source, '::'"})
    void thatAreInvalidAreRejected(String header, String value) {
        assertThat(V1Errors.of(predict("echo", "{'instances':[1]}", with(without(header), header, value)), 400))
                .startsWith("Cloud Event Exceptions: ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {"'1.0'; '0.9'", "'2026-01-02T03:04:05Z'; 'yesterday'",
            "'id':'7'; 'id':null", "'urn:asker'; '::'"})
    void thatAreInvalidInTheirBodyAreRejected(String right, String wrong) {
        HttpReply reply = predictBare("echo", EVENT.replace(right, wrong), "Content-Type", TYPE);

        assertThat(V1Errors.of(reply, 400)).startsWith("Cloud Event Exceptions: ");
    }

    @Test
    void needJsonIfTheirTypeIsJson() {
        assertThat(V1Errors.of(predict("echo", "nonsense", BINARY), 400))
                .startsWith("Failed to decode or parse binary json cloudevent: ");
    }

    /** KServe's clients send this attribute, although its name is not a valid attribute name. */
    @Test
    void mayDeclareJsonByKServesOwnAttribute() {
        String[] headers = with(BINARY, "CE-Content-Type", "application/json");

        HttpReply reply = predictBare("echo", "{'instances':[1]}", headers);
        assertThat(reply.text()).isEqualTo(quoted("{'predictions':[1]}"));
        assertThat(reply.header("ce-source")).isEqualTo("io.kserve.inference.echo");
        assertThat(V1Errors.of(predictBare("echo", "nonsense", headers), 400))
                .startsWith("Failed to decode or parse binary json cloudevent: ");
    }

    @Test
    void mayHoldAnythingElse() {
        HttpReply reply = predictBare("returning", "Obj", with(BINARY, "Content-Type", "application/avro"));

        assertThat(reply.json().path("received").asText()).isEqualTo("[79, 98, 106]");
        assertThat(reply.header("ce-source")).isEqualTo("io.kserve.inference.returning");
    }

    @Test
    void areAnsweredByStreamsWithTheirHeaders() {
        HttpReply reply = predict("framing", "{'items':'objects'}", BINARY);

        assertThat(reply.header("ce-source")).isEqualTo("io.kserve.inference.framing");
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(reply.header("Cache-Control")).contains("no-cache");
    }

    /** A stream cannot be wrapped in an event. */
    @Test
    void asBodiesAreAnsweredByPlainStreams() {
        HttpReply reply = predictBare("framing", EVENT.replace("{'instances':[1]}", "{'items':'texts'}"),
                "Content-Type",
                TYPE);

        assertThat(reply.text()).isEqualTo("a\n\u00e9 bc");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void doNotWrapErrors() {
        HttpReply headers = predict("fail", "{'kind':'invalid'}", BINARY);
        assertThat(V1Errors.of(headers, 400)).isEqualTo("bad input");
        assertThat(headers.header("ce-id")).isEmpty();

        HttpReply body = predictBare("fail", EVENT.replace("{'instances':[1]}", "{'kind':'infer'}"), "Content-Type",
                TYPE);
        assertThat(V1Errors.of(body, 500)).isEqualTo("inference failed");
    }

    @Test
    void areExplainedToo() {
        assertThat(explain("echo", "{'instances':[1]}", BINARY).header("ce-source"))
                .isEqualTo("io.kserve.inference.echo");
    }

    /** The model name is not a URI, but the source of an event must be one. */
    @Test
    void haveAValidSourceForAnyModelName() {
        HttpReply reply = predict("v2:odd%5B1%5D%C3%A9", "{}", BINARY);

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ce-source")).isEqualTo("io.kserve.inference.v2:odd[1]%C3%A9");
    }

    private static String[] without(String header) {
        var rest = new ArrayList<String>();
        for (int i = 0; i < BINARY.length; i += 2) {
            if (!BINARY[i].equals(header)) {
                rest.add(BINARY[i]);
                rest.add(BINARY[i + 1]);
            }
        }
        return rest.toArray(String[]::new);
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }
}
