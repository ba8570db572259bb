package dev.ponder.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.smallrye.mutiny.groups.UniAwait;

/** The rules of package dependencies, which docs/architecture.md shows. */
@AnalyzeClasses(packages = "dev.ponder", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    private static final String OURS = "dev.ponder..";

    /** The runtime's tests are a jar on the class path too, for its contract suite. */
    static final class MainCode implements ImportOption {

        private static final ImportOption NO_TESTS = new DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return NO_TESTS.includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule THE_API_KNOWS_NOTHING_ELSE_OF_OURS = noClasses().that().resideInAPackage("dev.ponder.api..")
            .should().dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAPackage("dev.ponder.api.."))));

    @ArchTest
    static final ArchRule STRATEGIES_KNOW_THE_API_ALONE = noClasses().that().resideInAPackage("dev.ponder.strategies..")
            .should().dependOnClassesThat(resideInAPackage(OURS)
                    .and(not(resideInAnyPackage("dev.ponder.api..", "dev.ponder.strategies.."))));

    @ArchTest
    static final ArchRule STRATEGIES_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.ponder.strategies.(*)..")
            .should().notDependOnEachOther();

    @ArchTest
    static final ArchRule STRATEGIES_ARE_NAMED_BY_NOBODY = noClasses().that()
            .resideOutsideOfPackage("dev.ponder.strategies..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.strategies..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NEITHER_ENDPOINTS_NOR_PROVIDERS = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.engine..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.ponder.runtime.rest..",
                    "dev.ponder.runtime.upstream.*..");

    @ArchTest
    static final ArchRule UPSTREAMS_KNOW_NEITHER_ENGINE_NOR_ENDPOINTS = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.upstream..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.ponder.runtime.engine..",
                    "dev.ponder.runtime.rest..");

    @ArchTest
    static final ArchRule SERVED_MODELS_KNOW_NEITHER_ENGINE_NOR_UPSTREAMS_NOR_ENDPOINTS = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.serving..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.ponder.runtime.engine..",
                    "dev.ponder.runtime.upstream..", "dev.ponder.runtime.rest..");

    @ArchTest
    static final ArchRule OPENAIS_PROTOCOL_DOES_NOT_KNOW_KSERVES = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.rest.openai..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.runtime.rest.kserve..");

    @ArchTest
    static final ArchRule OF_THE_UPSTREAMS_ONLY_THE_LOCAL_KNOW_SERVED_MODELS = noClasses()
            .that().resideInAPackage("dev.ponder.runtime.upstream..")
            .and().resideOutsideOfPackage("dev.ponder.runtime.upstream.local..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.runtime.serving..");

    @ArchTest
    static final ArchRule PROVIDERS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.ponder.runtime.upstream.(*)..")
            .should().notDependOnEachOther();

    @ArchTest
    static final ArchRule PROVIDERS_ARE_NAMED_BY_NOBODY = noClasses()
            .that().resideOutsideOfPackage("dev.ponder.runtime.upstream.*..")
            .should().dependOnClassesThat().resideInAPackage("dev.ponder.runtime.upstream.*..");

    @ArchTest
    static final ArchRule ENDPOINTS_ALONE_KNOW_JAX_RS = noClasses().that()
            .resideOutsideOfPackage("dev.ponder.runtime.rest..")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule METRICS_ALONE_KNOW_MICROMETER = noClasses()
            .that().resideOutsideOfPackage("dev.ponder.runtime.metrics..")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule NOTHING_WAITS = noClasses()
            .should().dependOnClassesThat().areAssignableTo(UniAwait.class)
            .orShould().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Object.class, "wait");

    @ArchTest
    static final ArchRule NOTHING_PRINTS = noClasses().should().accessField(System.class, "out")
            .orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule PACKAGES_ARE_CHECKED_FOR_NULLS = classes().that().haveSimpleName("package-info")
            .should().beAnnotatedWith("org.jspecify.annotations.NullMarked");
}
