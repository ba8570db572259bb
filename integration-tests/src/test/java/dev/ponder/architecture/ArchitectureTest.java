package dev.ponder.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import io.smallrye.mutiny.groups.UniAwait;

/** Which package may depend on which; docs/architecture.md has the picture. */
@AnalyzeClasses(packages = "dev.ponder", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    private static final String OURS = "dev.ponder..";
    private static final String API = "dev.ponder.api..";
    private static final String TOOLKIT = "dev.ponder.toolkit..";
    private static final String RETRIEVAL = "dev.ponder.retrieval..";
    private static final String SANDBOX = "dev.ponder.sandbox..";
    private static final String MCP = "dev.ponder.mcp..";
    private static final String MCP_SERVER = "dev.ponder.mcp.server..";
    private static final String STRATEGIES = "dev.ponder.strategies..";
    private static final String RUNTIME = "dev.ponder.runtime..";
    private static final String ENGINE = "dev.ponder.runtime.engine..";
    private static final String UPSTREAM = "dev.ponder.runtime.upstream..";
    private static final String PROVIDERS = "dev.ponder.runtime.upstream.*..";
    private static final String REST = "dev.ponder.runtime.rest..";
    private static final String SERVING = "dev.ponder.runtime.serving..";
    private static final String CONFIG = "dev.ponder.runtime.config";
    private static final Set<String> COMPILING = Set.of("Pattern.compile", "Pattern.matches", "String.matches",
            "String.replaceAll", "String.replaceFirst");
    private static final Set<String> AT_START_UP = Set.of("NoProxy", "OpenAiUpstreamFactory", "Route",
            "SettingDescriptions", "UpstreamAddress", "UpstreamCredentials", "UpstreamResolver", "Warmup");
    private static final Set<String> AFTER_A_FAILURE = Set.of("ConnectionFailure", "ErrorBody", "OpenAiTransport",
            "ParameterFallback", "RetryAfter", "UpstreamFailureLog");
    /** More files than this hide the technique. */
    private static final long MOST_TYPES_OF_A_STRATEGY = 10;

    /** What ships: neither tests, nor the contract kit, nor the test application of this module. */
    static final class MainCode implements ImportOption {

        private static final ImportOption NO_TESTS = new DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return NO_TESTS.includes(location)
                    && Stream.of("/integration-tests/", "/strategies/testing/", "ponder-testing")
                            .noneMatch(location::contains);
        }
    }

    // The API, the toolkit, the strategies

    @ArchTest
    static final ArchRule THE_API_DEPENDS_ON_NOTHING_ELSE_OF_OURS = noClasses().that().resideInAPackage(API)
            .should().dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage(API))));

    @ArchTest
    static final ArchRule THE_TOOLKIT_DEPENDS_ON_THE_API_ALONE = noClasses().that().resideInAPackage(TOOLKIT)
            .should().dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(API, TOOLKIT))));

    @ArchTest
    static final ArchRule ANSWER_EXTRACTION_DEPENDS_ON_NOTHING_ELSE_OF_OURS = noClasses()
            .that().resideInAPackage("dev.ponder.toolkit.answer..")
            .should().dependOnClassesThat(
                    resideInAPackage(OURS).and(not(resideInAPackage("dev.ponder.toolkit.answer.."))));

    @ArchTest
    static final ArchRule STRATEGIES_DEPEND_ON_THE_API_AND_THE_TOOLKIT = noClasses().that().resideInAPackage(STRATEGIES)
            .should().dependOnClassesThat(
                    resideInAPackage(OURS)
                            .and(not(resideInAnyPackage(API, TOOLKIT, RETRIEVAL, SANDBOX, MCP, STRATEGIES))));

    @ArchTest
    static final ArchRule STRATEGIES_DO_NOT_DEPEND_ON_EACH_OTHER = slices().matching("dev.ponder.strategies.(*)..")
            .should().notDependOnEachOther();

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_A_STRATEGY = noClasses().that().resideOutsideOfPackage(STRATEGIES)
            .should().dependOnClassesThat().resideInAPackage(STRATEGIES);

    @ArchTest
    static final ArchRule THE_RUNTIME_DOES_NOT_DEPEND_ON_THE_TOOLKIT = noClasses().that().resideInAPackage(RUNTIME)
            .should().dependOnClassesThat().resideInAPackage(TOOLKIT);

    /** Vert.x 5 moves these packages. */
    @ArchTest
    static final ArchRule NO_CODE_DEPENDS_ON_INTERNALS_OF_VERTX = noClasses().should().dependOnClassesThat()
            .resideInAPackage("io.vertx..impl..");

    // The layers of the runtime

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("dev.ponder.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_ENGINE_DEPENDS_ON_NEITHER_ENDPOINTS_NOR_PROVIDERS = noClasses()
            .that().resideInAnyPackage(ENGINE, "dev.ponder.runtime.strategy..", "dev.ponder.runtime.event..")
            .should().dependOnClassesThat().resideInAnyPackage(REST, PROVIDERS);

    @ArchTest
    static final ArchRule UPSTREAMS_DEPEND_ON_NEITHER_ENGINE_NOR_ENDPOINTS = noClasses().that()
            .resideInAPackage(UPSTREAM)
            .should().dependOnClassesThat().resideInAnyPackage(ENGINE, REST);

    @ArchTest
    static final ArchRule SERVED_MODELS_DEPEND_ON_NEITHER_ENGINE_NOR_UPSTREAMS_NOR_ENDPOINTS = noClasses()
            .that().resideInAPackage(SERVING)
            .should().dependOnClassesThat().resideInAnyPackage(ENGINE, UPSTREAM, REST);

    @ArchTest
    static final ArchRule OF_THE_UPSTREAMS_ONLY_LOCAL_DEPENDS_ON_SERVED_MODELS = noClasses()
            .that().resideInAPackage(UPSTREAM).and().resideOutsideOfPackage("dev.ponder.runtime.upstream.local..")
            .should().dependOnClassesThat().resideInAPackage(SERVING);

    @ArchTest
    static final ArchRule PROVIDERS_DO_NOT_DEPEND_ON_EACH_OTHER = slices().matching("dev.ponder.runtime.upstream.(*)..")
            .should().notDependOnEachOther();

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_A_PROVIDER = noClasses().that().resideOutsideOfPackage(PROVIDERS)
            .should().dependOnClassesThat().resideInAPackage(PROVIDERS);

    // The protocols

    @ArchTest
    static final ArchRule WHAT_PROTOCOLS_SHARE_DEPENDS_ON_NONE_OF_THEM = noClasses()
            .that().resideInAnyPackage("dev.ponder.runtime.rest.inference..", "dev.ponder.runtime.rest.relay..",
                    "dev.ponder.runtime.rest.protocol..", "dev.ponder.runtime.rest.error..",
                    "dev.ponder.runtime.rest.http..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.ponder.runtime.rest.openai..",
                    "dev.ponder.runtime.rest.kserve..", "dev.ponder.runtime.rest.ponder..");

    @ArchTest
    static final ArchRule OPENAIS_PROTOCOL_DOES_NOT_DEPEND_ON_KSERVES = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.rest.openai..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.runtime.rest.kserve..");

    @ArchTest
    static final ArchRule KSERVES_PROTOCOLS_DO_NOT_DEPEND_ON_OPENAIS = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.rest.kserve..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.runtime.rest.openai..");

    @ArchTest
    static final ArchRule ONLY_ENDPOINTS_DEPEND_ON_JAX_RS = noClasses().that().resideOutsideOfPackages(REST, MCP_SERVER)
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule ONLY_METRICS_DEPEND_ON_MICROMETER = noClasses()
            .that().resideOutsideOfPackage("dev.ponder.runtime.metrics..")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule ONLY_TRACING_DEPENDS_ON_OPENTELEMETRY = noClasses()
            .that().resideOutsideOfPackage("dev.ponder.runtime.tracing..")
            .should().dependOnClassesThat().resideInAPackage("io.opentelemetry..");

    // The code

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = noClasses()
            .should().dependOnClassesThat().areAssignableTo(UniAwait.class)
            .orShould().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Object.class, "wait");

    /** Constructors and static initializers may compile patterns, and so may code that runs at start-up or after a failure. */
    @ArchTest
    static final ArchRule NO_CALL_COMPILES_A_PATTERN = noMethods()
            .that().areDeclaredInClassesThat().resideInAnyPackage(RUNTIME, API)
            .and().areDeclaredInClassesThat().resideOutsideOfPackages("dev.ponder.runtime.launch", CONFIG)
            .and().areDeclaredInClassesThat(not(simpleNames(AT_START_UP)))
            .and().areDeclaredInClassesThat(not(simpleNames(AFTER_A_FAILURE)))
            .should(compilePatterns());

    private static DescribedPredicate<JavaClass> simpleNames(Set<String> names) {
        return describe("named one of " + names, type -> names.contains(type.getSimpleName()));
    }

    private static ArchCondition<JavaMethod> compilePatterns() {
        return new ArchCondition<>("compile regular expressions") {

            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getMethodCallsFromSelf().stream().filter(call -> COMPILING.contains(call.getTarget().getOwner()
                        .getSimpleName() + "." + call.getTarget().getName()))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(method, call.getDescription())));
            }
        };
    }

    @ArchTest
    static final ArchRule NOTHING_PRINTS = noClasses().should().accessField(System.class, "out")
            .orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule PACKAGES_ARE_CHECKED_FOR_NULLS = classes().that().haveSimpleName("package-info")
            .should().beAnnotatedWith("org.jspecify.annotations.NullMarked");

    @ArchTest
    static void typesHaveNamesOfTheirOwn(JavaClasses all) {
        assertThat(countedBy(all, JavaClass::getSimpleName)).allSatisfy(
                (name, types) -> assertThat(types).as(name).isOne());
    }

    @ArchTest
    static void aStrategyIsAFewFiles(JavaClasses all) {
        assertThat(countedBy(all.that(resideInAPackage(STRATEGIES)), JavaClass::getPackageName)).isNotEmpty()
                .allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MOST_TYPES_OF_A_STRATEGY));
    }

    private static Map<String, Long> countedBy(JavaClasses all, Function<JavaClass, String> name) {
        return all.stream().filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(name, counting()));
    }
}
