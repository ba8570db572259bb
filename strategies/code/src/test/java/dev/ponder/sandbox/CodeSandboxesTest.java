package dev.ponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.RequestException;
import dev.ponder.sandbox.bubblewrap.BubblewrapSandbox;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.wasm.WasmSandbox;

class CodeSandboxesTest {

    private static final CodeSandbox WORKS = ScriptedSandbox.of(program -> ScriptedSandbox.printed("1"));

    private static BubblewrapSandbox bubblewrap(String bwrap, String python) {
        return new BubblewrapSandbox(Path.of(bwrap), Path.of(python), AvailableSandboxes.LIMITS,
                AvailableSandboxes.pool(1),
                AvailableSandboxes.WORKERS);
    }

    private static CodeSandboxes of(CodeSandbox... sandboxes) {
        return CodeSandboxes.of(Duration.ofSeconds(10), sandboxes);
    }

    @Test
    void takesTheFirstThatWorks() {
        CodeSandboxes sandboxes = of(bubblewrap("/nowhere/bwrap", "/usr/bin/python3"), WORKS);

        assertThat(sandboxes.state()).isEmpty();
        assertThat(sandboxes.selected()).isSameAs(WORKS);
        assertThat(sandboxes.state()).contains("scripted");
    }

    @Test
    void namesWhatTheOperatorCanDoIfNoneWorks() {
        CodeSandboxes sandboxes = of(bubblewrap("/usr/bin/bwrap", "/nowhere/python3"),
                new WasmSandbox(Optional.of(Path.of("/nowhere/java")), 512, AvailableSandboxes.pool(1),
                        AvailableSandboxes.WORKERS));

        assertThatThrownBy(sandboxes::selected)
                .isInstanceOfSatisfying(RequestException.class, refused -> assertThat(refused.status()).isEqualTo(403))
                .hasMessageContainingAll("ponder.sandbox.python", "package python3", "/nowhere/java",
                        "ponder.sandbox.java-home");
        assertThat(sandboxes.state())
                .hasValueSatisfying(state -> assertThat(state).startsWith("none: sandbox bubblewrap:"));
    }

    @Test
    void triesAtMostOnceAMinute() {
        var tries = new java.util.concurrent.atomic.AtomicInteger();
        CodeSandboxes sandboxes = of(new BrokenSandbox(tries::incrementAndGet));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(sandboxes::selected).hasMessageContaining("broken");
        }

        assertThat(tries).hasValue(1);
    }

    private record BrokenSandbox(Runnable tried) implements CodeSandbox {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Optional<String> unavailable() {
            tried.run();
            return Optional.of("broken");
        }

        @Override
        public String environment() {
            return "";
        }

        @Override
        public dev.ponder.sandbox.spi.CodeSession open() {
            throw new AssertionError("opened although it is broken");
        }

        @Override
        public void close() {
            // Nothing to end
        }
    }
}
