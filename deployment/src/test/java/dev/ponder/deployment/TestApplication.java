package dev.ponder.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.ponder.deployment.exception.InvalidStrategyException;
import io.quarkus.test.QuarkusUnitTest;

/** Applications made of the extension and the beans that are nested in a test. */
final class TestApplication {

    private TestApplication() {
    }

    /** With an upstream at a port where nobody listens: no test of a build calls it. */
    static QuarkusUnitTest of() {
        return withoutUpstream().overrideConfigKey("ponder.upstreams.default.base-url", "http://localhost:1/v1");
    }

    /** With no model to talk to. */
    static QuarkusUnitTest withoutUpstream() {
        return new QuarkusUnitTest()
                .withApplicationRoot(root -> root.addClasses(Toys.class, TestApplication.class))
                .overrideConfigKey("quarkus.http.test-port", "0")
                .overrideConfigKey("ponder.openai.base-url", "")
                .overrideConfigKey("ponder.openai.api-key", "")
                .overrideConfigKey("ponder.sim.enabled", "false");
    }

    /** What the build has to say about strategies, one line for each fault. The build has a class loader of its own. */
    static List<String> faults(Throwable failure) {
        var faults = new ArrayList<String>();
        collect(failure, faults);
        return faults;
    }

    /** The messages of a failure and of all that caused it. */
    static String messages(Throwable failure) {
        return failure == null ? "" : failure.getMessage() + "\n" + messages(failure.getCause());
    }

    private static void collect(Throwable failure, List<String> faults) {
        if (failure.getClass().getPackageName().equals(InvalidStrategyException.class.getPackageName())) {
            faults.add(failure.getMessage());
        }
        Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .forEach(next -> collect(next, faults));
    }
}
