package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ModelErrorsTest extends V1Test {

    private static final String INTERNAL = "internal error (see the server's log)";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "invalid; 400; bad input",
            "infer; 500; inference failed",
            "notready; 503; Model with name fail is not ready. later",
            "notimpl; 501; nope",
            "any other; 500; " + INTERNAL})
    void haveTheirStatus(String kind, int status, String error) {
        assertThat(V1Errors.of(predict("fail", "{'kind':'" + kind + "'}"), status)).isEqualTo(error);
    }

    @Test
    void haveAStatusBeforeAStreamBegins() {
        assertThat(V1Errors.of(predict("stream", "{'kind':'err0'}"), 400)).isEqualTo("boom first");
        assertThat(V1Errors.of(predict("stream", "{'kind':'err0'}", "Accept", "text/event-stream"), 400))
                .isEqualTo("boom first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unwritable", "bad header"})
    void ofInvalidResultsHideTheDetails(String kind) {
        assertThat(V1Errors.of(predict("returning", "{'kind':'" + kind + "'}"), 500)).isEqualTo(INTERNAL);
    }

    @Test
    void reportAMissingExplainer() {
        assertThat(V1Errors.of(explain("text", "{'instances':['a']}"), 501)).contains("text", "explainer");
    }

    /** The order of checks: the model exists, it is ready, the body is valid; only then the model is called. */
    @ParameterizedTest
    @ValueSource(strings = {"predict", "explain"})
    void areCheckedInOrder(String verb) {
        var unknown = client.at("/v1/models/unknown:" + verb);
        var notReady = client.at("/v1/models/notready:" + verb);

        assertThat(V1Errors.of(unknown.chat("nonsense"), 404)).isEqualTo("Model with name unknown does not exist.");
        assertThat(V1Errors.of(notReady.chat("nonsense"), 503)).isEqualTo("Model with name notready is not ready.");
        assertThat(V1Errors.of(client.at("/v1/models/fail:" + verb).chat("nonsense"), 400))
                .startsWith("Unrecognized request format");
    }

    @Test
    void ofModelStateHaveTheirStatus() {
        assertThat(V1Errors.of(client.send("GET", "/v1/models/unknown", ""), 404))
                .isEqualTo("Model with name unknown does not exist.");
        assertThat(V1Errors.of(client.send("GET", "/v1/models/notready", ""), 503))
                .isEqualTo("Model with name notready is not ready.");
    }

    @Test
    void ofAnEncoderNameItsEndpoint() {
        assertThat(V1Errors.of(predict("enc", "{'instances':['a']}"), 501)).contains("/v1/embeddings");
    }
}
