package dev.ponder.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelRepository;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.deployment.exception.InvalidModelException;
import io.quarkus.arc.deployment.BeanDefiningAnnotationBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.execannotations.ExecutionModelAnnotationsAllowedBuildItem;

/** Finds the served models, makes beans of them and refuses those that cannot be used. */
class ServedModelProcessor {

    private static final DotName SERVED_MODEL = DotName.createSimple(ServedModel.class);
    private static final List<DotName> KINDS = List.of(DotName.createSimple(InferenceModel.class),
            DotName.createSimple(GenerativeModel.class), DotName.createSimple(EncoderModel.class));
    private static final DotName REPOSITORY = DotName.createSimple(ModelRepository.class);

    @BuildStep
    BeanDefiningAnnotationBuildItem modelsAreBeans() {
        return new BeanDefiningAnnotationBuildItem(SERVED_MODEL, DotName.createSimple("jakarta.inject.Singleton"),
                false);
    }

    @BuildStep
    void modelsAreFoundByType(BuildProducer<UnremovableBeanBuildItem> unremovable) {
        KINDS.forEach(kind -> unremovable.produce(UnremovableBeanBuildItem.beanTypes(kind)));
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(REPOSITORY));
    }

    /** What a hook is declared to return says on which threads it runs. */
    @BuildStep
    void hooksAreRead(CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        combined.getIndex().getAllKnownImplementors(KINDS.get(0)).forEach(model -> reflective
                .produce(ReflectiveClassBuildItem.builder(model.name().toString()).methods().build()));
    }

    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem hooksMaySayWhetherTheyBlock(CombinedIndexBuildItem combined) {
        Set<DotName> models = combined.getIndex().getAllKnownImplementors(KINDS.get(0)).stream().map(ClassInfo::name)
                .collect(Collectors.toSet());
        return new ExecutionModelAnnotationsAllowedBuildItem(
                (Predicate<MethodInfo>) method -> models.contains(method.declaringClass().name()));
    }

    @BuildStep
    void check(CombinedIndexBuildItem combined, BuildProducer<ValidationErrorBuildItem> errors) {
        IndexView index = combined.getIndex();
        var faults = new ArrayList<Throwable>();
        Map<String, List<String>> classesOfName = new TreeMap<>();
        for (AnnotationInstance annotation : index.getAnnotations(SERVED_MODEL)) {
            if (annotation.target().kind() == AnnotationTarget.Kind.CLASS) {
                ClassInfo model = annotation.target().asClass();
                String name = annotation.value().asString();
                classesOfName.computeIfAbsent(name, first -> new ArrayList<>()).add(model.name().toString());
                check(index, model, name, faults);
            }
        }
        classesOfName.forEach((name, classes) -> {
            if (classes.size() > 1) {
                faults.add(InvalidModelException.duplicate(name, classes.stream().sorted().toList()));
            }
        });
        if (!faults.isEmpty()) {
            errors.produce(new ValidationErrorBuildItem(faults));
        }
    }

    private static void check(IndexView index, ClassInfo model, String name, List<Throwable> faults) {
        if (!name.matches(ServedModel.NAME_PATTERN)) {
            faults.add(InvalidModelException.malformed(model.name().toString(), name));
        }
        boolean known = KINDS.stream().anyMatch(kind -> index.getAllKnownImplementors(kind).contains(model));
        if (!known) {
            faults.add(InvalidModelException.notAModel(model.name().toString()));
        }
    }
}
