package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.ponder.docs.Document;
import dev.ponder.profiles.LongCommitGraceProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Every fault in every mode, and the page that lists the outcomes. */
@QuarkusTest
@TestProfile(LongCommitGraceProfile.class)
class FaultMatrixTest {

    private static final Logger LOG = Logger.getLogger(FaultMatrixTest.class);

    @TestHTTPResource
    URI server;

    MatrixUpstream upstream;

    private MatrixRun run;

    @TestFactory
    Stream<DynamicTest> matrix() {
        Map<String, List<Scenario>> parts = new LinkedHashMap<>();
        parts.put("Upstream", joined(ErrorScenarios.all(), TruncatedAnswerScenarios.all(), AnswerScenarios.all()));
        parts.put("Client", joined(ConnectionScenarios.all(), RequestScenarios.all()));
        List<Scenario> scenarios = parts.values().stream().flatMap(List::stream).toList();
        run = new MatrixRun(server, upstream.server());
        run.start(scenarios);
        return Stream.concat(scenarios.stream().flatMap(this::tests), Stream.of(page(parts)));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @SafeVarargs
    private static List<Scenario> joined(List<Scenario>... scenarios) {
        return Stream.of(scenarios).flatMap(List::stream).toList();
    }

    private Stream<DynamicTest> tests(Scenario scenario) {
        return Mode.ALL.stream().map(mode -> test(scenario, mode, scenario.name() + " (" + mode.title() + ")"));
    }

    private DynamicTest test(Scenario scenario, Mode mode, String name) {
        return dynamicTest(name, () -> assertThat(run.outcome(scenario, mode)).as(name)
                .succeedsWithin(run.remaining()).as(name).isEqualTo(scenario.expected(mode)));
    }

    /** Runs last, when all outcomes are known. */
    private DynamicTest page(Map<String, List<Scenario>> parts) {
        return dynamicTest("the page", () -> {
            String page = MatrixPage.of(parts, run);
            LOG.info(page);
            new Document("docs/fault-matrix.md").is(page);
        });
    }
}
