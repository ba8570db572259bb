package dev.ponder.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

import dev.ponder.api.Strategy;
import dev.ponder.deployment.exception.DuplicateStrategyIdException;
import dev.ponder.deployment.exception.MalformedStrategyIdException;
import dev.ponder.deployment.exception.NotAStrategyException;
import io.quarkus.arc.deployment.BeanDefiningAnnotationBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;

/** Registers the strategies as beans and validates them. */
class StrategyProcessor {

    private static final DotName SINGLETON = DotName.createSimple("jakarta.inject.Singleton");

    @BuildStep
    BeanDefiningAnnotationBuildItem strategiesAreBeans() {
        return new BeanDefiningAnnotationBuildItem(DotNames.STRATEGY, SINGLETON, false);
    }

    @BuildStep
    UnremovableBeanBuildItem strategiesAreUnremovable() {
        return UnremovableBeanBuildItem.beanTypes(DotNames.INFERENCE_STRATEGY);
    }

    /**
     * The empty value has no effect. The property name is needed because the name of an environment variable is ambiguous for
     * ids with underscores.
     */
    @BuildStep
    void propertyNamesForEnvironmentVariables(List<StrategyBuildItem> strategies,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> deerrors) {
        strategies.forEach(strategy -> deerrors.produce(
                new RunTimeConfigurationDefaultBuildItem("ponder.strategies." + strategy.id() + ".streaming.emulation",
                        "")));
    }

    @BuildStep
    void find(CombinedIndexBuildItem combined, BuildProducer<StrategyBuildItem> strategies,
            BuildProducer<ValidationErrorBuildItem> validation) {
        IndexView index = combined.getIndex();
        var errors = new ArrayList<Throwable>();
        Map<String, List<String>> classesOfId = new TreeMap<>();
        for (AnnotationInstance annotation : annotated(index)) {
            ClassInfo strategy = annotation.target().asClass();
            String id = text(annotation, "id");
            classesOfId.computeIfAbsent(id, first -> new ArrayList<>()).add(strategy.name().toString());
            checkId(id, strategy, errors);
            checkKind(index, strategy, errors);
            ParameterValidation.check(index, annotation, errors);
            strategies.produce(
                    new StrategyBuildItem(id, text(annotation, "title"), text(annotation, "paper"), strategy.name(),
                            kinds(index, strategy).anyMatch(DotNames.BUFFERED::equals),
                            Optional.ofNullable(annotation.value("settings")).map(type -> type.asClass().name())));
        }
        classesOfId.forEach((id, classes) -> {
            if (classes.size() > 1) {
                errors.add(new DuplicateStrategyIdException(id, classes));
            }
        });
        if (!errors.isEmpty()) {
            validation.produce(new ValidationErrorBuildItem(errors));
        }
    }

    private static List<AnnotationInstance> annotated(IndexView index) {
        return index.getAnnotations(DotNames.STRATEGY).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.CLASS)
                .sorted((one, other) -> one.target().asClass().name().compareTo(other.target().asClass().name()))
                .toList();
    }

    private static void checkId(String id, ClassInfo strategy, List<Throwable> errors) {
        if (!id.matches(Strategy.ID_PATTERN)) {
            errors.add(new MalformedStrategyIdException(strategy.name().toString(), id));
        }
    }

    private static void checkKind(IndexView index, ClassInfo strategy, List<Throwable> errors) {
        long kinds = kinds(index, strategy).count();
        if (kinds != 1) {
            errors.add(new NotAStrategyException(strategy.name().toString(), kinds));
        }
    }

    /** The kinds that a class implements, directly or by inheritance. */
    private static Stream<DotName> kinds(IndexView index, ClassInfo strategy) {
        return DotNames.KINDS.stream().filter(kind -> index.getAllKnownImplementors(kind).stream()
                .anyMatch(implementor -> implementor.name().equals(strategy.name())));
    }

    private static String text(AnnotationInstance annotation, String member) {
        AnnotationValue value = annotation.value(member);
        return value == null ? "" : value.asString();
    }
}
