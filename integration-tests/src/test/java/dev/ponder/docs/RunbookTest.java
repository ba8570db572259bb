package dev.ponder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.support.Repository;

/** The page for operators has a row for each error code and each alert. */
class RunbookTest {

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:_[a-z]+)*)\"");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void everyDocumentedCodeHasARow() {
        Set<String> documented = codes("docs/reference/endpoints.md", "## Error codes");

        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(codes("docs/operations.md", "## Runbook by error code")).containsAll(documented);
    }

    @Test
    void everyRowIsAboutACodeOfTheServer() throws IOException {
        Set<String> literals = literals("runtime/src/main/java");

        assertThat(codes("docs/operations.md", "## Runbook by error code")).isNotEmpty().allMatch(literals::contains);
    }

    @Test
    void everyRowSaysWhatToLookAtAndWhatToChange() {
        assertThat(rows("docs/operations.md", "## Runbook by error code"))
                .allSatisfy(row -> assertThat(row).hasSize(5).noneMatch(String::isBlank));
    }

    @Test
    void everyAlertHasARow() throws IOException {
        Set<String> alerts = new TreeSet<>();
        try (Stream<Path> files = Files.list(Repository.top().resolve("src/main/observability"))) {
            files.filter(file -> file.getFileName().toString().matches(".*alert.*[.]yaml"))
                    .flatMap(file -> ALERT.matcher(Document.read(file)).results()).map(result -> result.group(1))
                    .forEach(alerts::add);
        }
        String page = Repository.text("docs/operations.md");

        assertThat(alerts).allSatisfy(alert -> assertThat(page).contains("\n| `" + alert + "` | "));
    }

    /** The codes in the second column of the table below a heading. */
    private static Set<String> codes(String page, String heading) {
        return rows(page, heading).stream().flatMap(row -> CODE.matcher(row.get(1)).results())
                .map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The cells of the rows of the table below a heading. */
    private static List<List<String>> rows(String page, String heading) {
        String text = Repository.text(page);
        assertThat(text).contains("\n" + heading + "\n");
        String section = text.substring(text.indexOf("\n" + heading + "\n") + 1);
        int end = section.indexOf("\n## ");
        return section.substring(0, end < 0 ? section.length() : end).lines()
                .filter(line -> line.matches("\\| [45]\\d\\d \\|.*"))
                .map(line -> Stream.of(line.substring(2, line.lastIndexOf('|')).split(" \\|")).map(String::strip)
                        .toList())
                .toList();
    }

    private static Set<String> literals(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Repository.top().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> LITERAL.matcher(Document.read(file)).results()).map(result -> result.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
