package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** The warm-up of an application with a root path of its own, in which OpenAI's endpoints are below {@code /base}. */
class WarmupTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.of()
            .overrideConfigKey("quarkus.http.root-path", "/base")
            .overrideConfigKey("ponder.default-strategy", "plain")
            .overrideConfigKey("ponder.warmup.enabled", "true")
            .overrideConfigKey("ponder.warmup.requests", "9")
            .overrideConfigKey("ponder.warmup.timeout", "50S")
            .overrideConfigKey("quarkus.log.category.\"dev.ponder.runtime.warmup\".level", "DEBUG")
            .setLogRecordPredicate(entry -> entry.getLoggerName().startsWith("dev.ponder.runtime.warmup"))
            .assertLogRecords(log -> assertThat(log).hasSize(1)
                    .allSatisfy(entry -> assertThat(entry.getMessage()).startsWith("warm-up: ")));

    @Strategy(id = "plain", title = "Plain")
    static class Plain extends Toys.Speaking {
    }

    @Test
    void callsTheRoutesBelowTheRootPath() {
        RestAssured.get("/v1/models").then().statusCode(200);
    }
}
