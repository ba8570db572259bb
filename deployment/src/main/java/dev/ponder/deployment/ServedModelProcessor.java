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

/** Registers the served models as beans and validates them. */
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
    void modelsAreUnremovable(BuildProducer<UnremovableBeanBuildItem> unremovable) {
        KINDS.forEach(kind -> unremovable.produce(UnremovableBeanBuildItem.beanTypes(kind)));
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(REPOSITORY));
    }

    /** The return type of a hook method determines its threads, so it is read by reflection. */
    @BuildStep
    void hookMethodsAreReflective(CombinedIndexBuildItem combined, BuildProducer<ReflectiveClassBuildItem> reflective) {
        combined.getIndex().getAllKnownImplementors(KINDS.get(0)).forEach(model -> reflective
                .produce(ReflectiveClassBuildItem.builder(model.name().toString()).methods().build()));
    }

    @BuildStep
    ExecutionModelAnnotationsAllowedBuildItem hookMethodsMayHaveThreadAnnotations(CombinedIndexBuildItem combined) {
        Set<DotName> models = combined.getIndex().getAllKnownImplementors(KINDS.get(0)).stream().map(ClassInfo::name)
                .collect(Collectors.toSet());
        return new ExecutionModelAnnotationsAllowedBuildItem(
                (Predicate<MethodInfo>) method -> models.contains(method.declaringClass().name()));
    }

    @BuildStep
    void check(CombinedIndexBuildItem combined, BuildProducer<ValidationErrorBuildItem> validation) {
        IndexView index = combined.getIndex();
        var errors = new ArrayList<Throwable>();
        Map<String, List<String>> classesOfName = new TreeMap<>();
        for (AnnotationInstance annotation : index.getAnnotations(SERVED_MODEL)) {
            if (annotation.target().kind() == AnnotationTarget.Kind.CLASS) {
                ClassInfo model = annotation.target().asClass();
                String name = annotation.value().asString();
                classesOfName.computeIfAbsent(name, first -> new ArrayList<>()).add(model.name().toString());
                check(index, model, name, errors);
            }
        }
        classesOfName.forEach((name, classes) -> {
            if (classes.size() > 1) {
                errors.add(InvalidModelException.duplicate(name, classes.stream().sorted().toList()));
            }
        });
        if (!errors.isEmpty()) {
            validation.produce(new ValidationErrorBuildItem(errors));
        }
    }

    private static void check(IndexView index, ClassInfo model, String name, List<Throwable> errors) {
        if (!name.matches(ServedModel.NAME_PATTERN)) {
            errors.add(InvalidModelException.malformed(model.name().toString(), name));
        }
        boolean known = KINDS.stream().anyMatch(kind -> index.getAllKnownImplementors(kind).contains(model));
        if (!known) {
            errors.add(InvalidModelException.notAModel(model.name().toString()));
        }
    }
}
