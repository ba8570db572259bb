package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** CloudEvent attributes set by the environment variables of KServe's server. */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
class CloudEventSettingsTest extends V1Test {

    @Test
    void setSourceAndTypeAndForwardExtensions() {
        HttpReply reply = predict("echo", "{'instances':[1]}", "ce-specversion", "1.0", "ce-source", "urn:asker",
                "ce-type",
                "asked", "ce-id", "7", "ce-time", "2026-01-02T03:04:05Z", "ce-note", "theirs");

        assertThat(reply.header("ce-source")).isEqualTo("urn:ponder:tests");
        assertThat(reply.header("ce-type")).isEqualTo("dev.ponder.answer");
        assertThat(reply.header("ce-note")).isEqualTo("theirs");
        assertThat(reply.header("ce-id")).isNotEqualTo("7");
        assertThat(reply.header("ce-time")).doesNotStartWith("2026-01-02");
    }

    @Test
    void applyToBodiesToo() {
        JsonNode event = predictBare("echo", "{'specversion':'1.0','id':'7','source':'urn:asker','type':'asked',"
                + "'note':'theirs','number':5,'data':{'instances':[1]}}", "Content-Type",
                "application/cloudevents+json")
                .json();

        assertThat(event.path("source").asText()).isEqualTo("urn:ponder:tests");
        assertThat(event.path("type").asText()).isEqualTo("dev.ponder.answer");
        assertThat(event.path("note").asText()).isEqualTo("theirs");
        assertThat(event.path("number").asText()).isEqualTo("5");
        assertThat(event.path("id").asText()).isNotEqualTo("7");
    }

    /** An attribute cannot add a header. */
    @Test
    void forwardEscapedValuesUnchanged() {
        HttpReply reply = predict("echo", "{'instances':[1]}", "ce-specversion", "1.0", "ce-source", "urn:asker",
                "ce-type",
                "asked", "ce-id", "7", "ce-note", "caf%C3%A9%0D%0AInjected: yes");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("ce-note")).isEqualTo("caf%C3%A9%0D%0AInjected: yes");
        assertThat(reply.header("Injected")).isEmpty();
    }
}
