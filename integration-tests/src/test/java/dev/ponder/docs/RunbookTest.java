package dev.ponder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.support.Repository;

/** The runbook has a row for each error code. */
class RunbookTest {

    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    @Test
    void everyDocumentedCodeHasARow() {
        Set<String> documented = codes("docs/reference/endpoints.md", "## Error codes");

        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(codes("docs/operations.md", "## Runbook by error code")).containsAll(documented);
    }

    @Test
    void everyRowSaysWhatToLookAtAndWhatToChange() {
        assertThat(rows("docs/operations.md", "## Runbook by error code"))
                .allSatisfy(row -> assertThat(row).hasSize(5).noneMatch(String::isBlank));
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
}
