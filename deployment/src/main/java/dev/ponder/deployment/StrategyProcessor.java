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

/** Finds the strategies, makes beans of them and refuses those that cannot be used. */
class StrategyProcessor {

    private static final DotName SINGLETON = DotName.createSimple("jakarta.inject.Singleton");

    @BuildStep
    BeanDefiningAnnotationBuildItem strategiesAreBeans() {
        return new BeanDefiningAnnotationBuildItem(DotNames.STRATEGY, SINGLETON, false);
    }

    @BuildStep
    UnremovableBeanBuildItem strategiesAreFoundByType() {
        return UnremovableBeanBuildItem.beanTypes(DotNames.INFERENCE_STRATEGY);
    }

    /**
     * An empty value changes nothing, but its name lets an environment variable find the property of an id with
     * underscores.
     */
    @BuildStep
    void settingsHaveEnvironmentVariables(List<StrategyBuildItem> strategies,
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        strategies.forEach(strategy -> defaults.produce(
                new RunTimeConfigurationDefaultBuildItem("ponder.strategies." + strategy.id() + ".streaming.emulation",
                        "")));
    }

    @BuildStep
    void find(CombinedIndexBuildItem combined, BuildProducer<StrategyBuildItem> strategies,
            BuildProducer<ValidationErrorBuildItem> errors) {
        IndexView index = combined.getIndex();
        var faults = new ArrayList<Throwable>();
        Map<String, List<String>> classesOfId = new TreeMap<>();
        for (AnnotationInstance annotation : annotated(index)) {
            ClassInfo strategy = annotation.target().asClass();
            String id = text(annotation, "id");
            classesOfId.computeIfAbsent(id, first -> new ArrayList<>()).add(strategy.name().toString());
            checkId(id, strategy, faults);
            checkKind(index, strategy, faults);
            ParameterValidation.check(index, annotation, faults);
            strategies.produce(
                    new StrategyBuildItem(id, text(annotation, "title"), text(annotation, "paper"), strategy.name(),
                            kinds(index, strategy).anyMatch(DotNames.BUFFERED::equals),
                            Optional.ofNullable(annotation.value("settings")).map(type -> type.asClass().name())));
        }
        classesOfId.forEach((id, classes) -> {
            if (classes.size() > 1) {
                faults.add(new DuplicateStrategyIdException(id, classes));
            }
        });
        if (!faults.isEmpty()) {
            errors.produce(new ValidationErrorBuildItem(faults));
        }
    }

    private static List<AnnotationInstance> annotated(IndexView index) {
        return index.getAnnotations(DotNames.STRATEGY).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.CLASS)
                .sorted((one, other) -> one.target().asClass().name().compareTo(other.target().asClass().name()))
                .toList();
    }

    private static void checkId(String id, ClassInfo strategy, List<Throwable> faults) {
        if (!id.matches(Strategy.ID_PATTERN)) {
            faults.add(new MalformedStrategyIdException(strategy.name().toString(), id));
        }
    }

    private static void checkKind(IndexView index, ClassInfo strategy, List<Throwable> faults) {
        long kinds = kinds(index, strategy).count();
        if (kinds != 1) {
            faults.add(new NotAStrategyException(strategy.name().toString(), kinds));
        }
    }

    /** The kinds that a class implements, itself or through those above it. */
    private static Stream<DotName> kinds(IndexView index, ClassInfo strategy) {
        return DotNames.KINDS.stream().filter(kind -> index.getAllKnownImplementors(kind).stream()
                .anyMatch(implementor -> implementor.name().equals(strategy.name())));
    }

    private static String text(AnnotationInstance annotation, String member) {
        AnnotationValue value = annotation.value(member);
        return value == null ? "" : value.asString();
    }
}
