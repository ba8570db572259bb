package dev.ponder.resilience.matrix;

import dev.ponder.docs.Document;
import dev.ponder.profiles.LongCommitGraceProfile;
import dev.ponder.resilience.matrix.upstream.FaultyUpstream;

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

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Every fault, with and without a stream, over each way that an answer takes; and the page that tells of it. */
@QuarkusTest
@TestProfile(LongCommitGraceProfile.class)
class FaultMatrixTest {

    private static final Logger LOG = Logger.getLogger(FaultMatrixTest.class);

    @TestHTTPResource
    URI server;

    FaultyUpstream upstream;

    private MatrixRun run;

    @TestFactory
    Stream<DynamicTest> matrix() {
        Map<String, List<Scenario>> parts = new LinkedHashMap<>();
        parts.put("Upstream", joined(ErrorScenarios.all(), TruncatedAnswerScenarios.all(), AnswerScenarios.all()));
        parts.put("Client", joined(ConnectionScenarios.all(), RequestScenarios.all()));
        List<Scenario> rows = parts.values().stream().flatMap(List::stream).toList();
        run = new MatrixRun(server, upstream);
        run.start(rows);
        return Stream.concat(rows.stream().flatMap(this::cells), Stream.of(page(parts)));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @SafeVarargs
    private static List<Scenario> joined(List<Scenario>... rows) {
        return Stream.of(rows).flatMap(List::stream).toList();
    }

    private Stream<DynamicTest> cells(Scenario row) {
        return Mode.ALL.stream().map(column -> cell(row, column, row.name() + " (" + column.title() + ")"));
    }

    private DynamicTest cell(Scenario row, Mode column, String name) {
        return dynamicTest(name, () -> assertThat(run.outcome(row, column)).as(name)
                .succeedsWithin(run.patience()).as(name).isEqualTo(row.expected(column)));
    }

    /** The last, for the cells have come to their ends by then. */
    private DynamicTest page(Map<String, List<Scenario>> parts) {
        return dynamicTest("the page", () -> {
            String page = MatrixPage.of(parts, run);
            LOG.info(page);
            new Document("docs/fault-matrix.md").is(page);
        });
    }
}
