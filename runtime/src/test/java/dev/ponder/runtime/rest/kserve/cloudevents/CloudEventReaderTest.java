package dev.ponder.runtime.rest.kserve.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyJson;
import dev.ponder.testing.TestConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

class CloudEventReaderTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TYPE = "application/cloudevents+json";

    private final CloudEventReader reader = new CloudEventReader(
            new V1BodyReader(new BodyJson(MAPPER, TestConfig.defaults())),
            MAPPER);

    @Test
    void leavesPlainBodiesAsTheyAre() {
        V1Request received = read("{'instances':[1]}", "application/json");

        assertThat(received.payload()).hasToString("{\"instances\":[1]}");
        assertThat(received.replyMode()).isEqualTo(CloudEventMode.NONE);
        assertThat(received.event()).isEmpty();
    }

    @Test
    void takesNothingForNothing() {
        assertThat(((JsonNode) read("", "application/json").payload()).isMissingNode()).isTrue();
        assertThat(((JsonNode) read("", "image/png").payload()).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "0.3"})
    void unwrapsBothVersions(String version) {
        V1Request received = read("{'specversion':'" + version + "','id':'7','source':'urn:a','type':'b','ext':true,"
                + "'data':{'instances':[1]}}", TYPE);

        assertThat(received.payload()).hasToString("{\"instances\":[1]}");
        assertThat(received.replyMode()).isEqualTo(CloudEventMode.STRUCTURED);
        assertThat(received.event().orElseThrow().getExtension("ext")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'specversion':'2.0','id':'7','source':'urn:a','type':'b'}; Cloud Event Exceptions",
            "{'specversion':1,'id':'7','source':'urn:a','type':'b'}; Cloud Event Exceptions",
            "{'specversion':'1.0','source':'urn:a','type':'b'}; Cloud Event Exceptions",
            "{'specversion':'1.0','id':'7','source':'urn:a','type':'b','BadName':1}; Cloud Event Exceptions",
            "{'specversion':'1.0','id':'7','source':'urn:a','type':'b','data_base64':'%'}; Cloud Event Exceptions",
            "{'specversion':'1.0','id':'7','source':'urn:a','type':'b','data':[]}; expected a JSON object",
            "{'specversion':'1.0','id':'7','source':'urn:a','type':'b','data':{'instances':1}}; to be a list"})
    void refusesBrokenEvents(String body, String error) {
        assertThatThrownBy(() -> read(body, TYPE)).isInstanceOf(RequestException.class).hasMessageContaining(error);
    }

    @Test
    void needsNoData() {
        V1Request received = read("{'specversion':'1.0','id':'7','source':'urn:a','type':'b'}", TYPE);

        assertThat(((JsonNode) received.payload()).isMissingNode()).isTrue();
    }

    @Test
    void readsDataThatIsNoJson() {
        V1Request received = read("{'specversion':'1.0','id':'7','source':'urn:a','type':'b',"
                + "'datacontenttype':'text/plain','data':'hello'}", TYPE);

        assertThat(received.payload()).isEqualTo("hello".getBytes());
    }

    @Test
    void readsHeadersInAnyCase() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("CE-SpecVersion", "1.0").add("Ce-Source", "urn:a")
                .add("CE-TYPE", "b").add("ce-id", "7").add("Content-Type", "application/json");

        V1Request received = reader.read(Buffer.buffer("{\"instances\":[1]}"), headers);

        assertThat(received.replyMode()).isEqualTo(CloudEventMode.BINARY);
        assertThat(received.event().orElseThrow().getId()).isEqualTo("7");
        assertThat(received.payload()).hasToString("{\"instances\":[1]}");
    }

    private V1Request read(String body, String type) {
        return reader.read(Buffer.buffer(body.replace('\'', '"')),
                MultiMap.caseInsensitiveMultiMap().add("Content-Type", type));
    }
}
