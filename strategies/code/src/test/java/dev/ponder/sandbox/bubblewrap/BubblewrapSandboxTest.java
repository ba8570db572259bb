package dev.ponder.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import dev.ponder.sandbox.process.PoolLimits;
import dev.ponder.sandbox.spi.PythonProgram;

class BubblewrapSandboxTest {
    @Test
    void works() {
        var s = new BubblewrapSandbox(Path.of("/usr/bin/bwrap"), Path.of("/usr/bin/python3"), new ProgramLimits(512, 30, 8, 32),
                new PoolLimits(2, Duration.ofSeconds(20), 65536), Executors.newCachedThreadPool());
        long t = System.nanoTime();
        assertThat(s.unavailable()).isEmpty();
        System.err.println("selftest " + (System.nanoTime() - t) / 1000000 + " " + s.environment());
        var session = s.open();
        for (String p : new String[]{"x = 6", "x * 7", "print('a')\n1/0", "import os\nprint(os.listdir('/usr/lib'), os.environ)", "y=[1,2]\nis_fruit('apple')", "while True: pass", "x",
                "import os; os._exit(3)", "print('x'*100000)", "def f(): return f()\nf()"}) {
            t = System.nanoTime();
            System.err.println(session.run(new PythonProgram(p, Duration.ofSeconds(2), true, java.util.Map.of())).join());
            System.err.println((System.nanoTime() - t) / 1000000);
        }
        s.close();
    }
}
