package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingStrategyIdTest {

    @Test
    void isNotEvenCompiled(@TempDir Path classes) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(null, null, found,
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")), null,
                List.of(new Source("Anonymous", """
                        @dev.ponder.api.Strategy(title = "Anonymous")
                        class Anonymous { }
                        """))).call();

        assertThat(compiled).isFalse();
        assertThat(found.getDiagnostics()).singleElement()
                .satisfies(fault -> assertThat(fault.getMessage(null)).contains("Strategy").contains("'id'"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
