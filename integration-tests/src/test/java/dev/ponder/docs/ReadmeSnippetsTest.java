package dev.ponder.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.support.Repository;

/** The code in the README is code of this module, so it compiles and is tested. */
class ReadmeSnippetsTest {

    private static final String MARKER = "<!-- snippet: ";

    @Test
    void everySnippetIsAFileOfTheTests() {
        String readme = Document.read(Repository.top().resolve("README.md"));
        List<String> files = readme.lines().filter(line -> line.startsWith(MARKER))
                .map(line -> line.substring(MARKER.length(), line.indexOf(" -->"))).toList();
        assertThat(files).hasSize(3);
        files.forEach(file -> new Document("README.md").holds(MARKER + file + " -->\n```java\n", "```\n",
                Document.read(Repository.top().resolve("integration-tests/src/test/java").resolve(file))));
    }
}
