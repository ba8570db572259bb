package dev.ponder.runtime.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.tracing.SpanAttributes.UsageKeys;
import io.opentelemetry.api.common.AttributeKey;

class SpanAttributesTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z][a-z0-9_]*(?:\\.[a-z0-9_]+)+)` \\|");

    @Test
    void thePageListsEachAttribute() throws Exception {
        assertThat(listed()).isEqualTo(used());
    }

    private static Set<String> used() throws IllegalAccessException {
        var keys = new TreeSet<String>();
        for (Field field : SpanAttributes.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && AttributeKey.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                keys.add(((AttributeKey<?>) field.get(null)).getKey());
            }
        }
        for (UsageKeys usage : Set.of(UsageKeys.GEN_AI, UsageKeys.PONDER)) {
            keys.addAll(Set.of(usage.input().getKey(), usage.output().getKey(), usage.cached().getKey(),
                    usage.reasoning().getKey()));
        }
        return keys;
    }

    private static Set<String> listed() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        var listed = new TreeSet<String>();
        Files.readAllLines(folder.resolve("docs/observability.md"))
                .forEach(line -> ROW.matcher(line).results().forEach(row -> listed.add(row.group(1))));
        return listed;
    }
}
