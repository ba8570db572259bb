package dev.ponder.operations;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

import dev.ponder.support.ServerTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class HealthTest extends ServerTest {

    @Test
    void isLiveAsSoonAsItRuns() {
        when().get("/q/health/live").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void isReadyWithAConfiguredUpstreamThatIsUnreachable() {
        when().get("/q/health/ready").then().statusCode(200)
                .body("status", is("UP"))
                .body("checks.find { it.name == 'upstreams' }.status", is("UP"))
                .body("checks.find { it.name == 'upstreams' }.data.configured",
                        both(containsString("dead, default,")).and(containsString("twin-a, twin-b")));
    }
}
