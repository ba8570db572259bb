package dev.ponder.deployment;

import java.util.List;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

import dev.ponder.deployment.exception.InvalidParameterException;

/** Validates the settings of a strategy that requests may override. */
final class ParameterValidation {

    private static final Set<String> TYPES = Set.of("int", "long", "double", "boolean", "java.lang.String",
            "java.time.Duration", "java.util.List", "java.util.Optional", "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble");

    private ParameterValidation() {
    }

    static void check(IndexView index, AnnotationInstance strategy, List<Throwable> errors) {
        AnnotationValue settings = strategy.value("settings");
        ClassInfo type = settings == null ? null : index.getClassByName(settings.asClass().name());
        if (type == null) {
            return;
        }
        for (MethodInfo method : type.methods()) {
            AnnotationInstance parameter = method.annotation(DotNames.PARAMETER);
            if (parameter != null) {
                check(index, method, parameter, errors);
            }
        }
    }

    private static void check(IndexView index, MethodInfo method, AnnotationInstance parameter,
            List<Throwable> errors) {
        String name = method.declaringClass().name() + "." + method.name();
        String type = method.returnType().name().toString();
        ClassInfo known = index.getClassByName(method.returnType().name());
        if (!TYPES.contains(type) && (known == null || !known.isEnum())) {
            errors.add(
                    new InvalidParameterException(name, "a request cannot set the type " + type + " (expected one of "
                            + String.join(", ", TYPES.stream().sorted().toList()) + ", or an enum)"));
        }
        double min = number(parameter, "min", Double.NEGATIVE_INFINITY);
        double max = number(parameter, "max", Double.POSITIVE_INFINITY);
        if (min > max) {
            errors.add(new InvalidParameterException(name, "min " + min + " is greater than max " + max
                    + " (expected min <= max)"));
        }
    }

    private static double number(AnnotationInstance annotation, String member, double absent) {
        AnnotationValue value = annotation.value(member);
        return value == null ? absent : value.asDouble();
    }
}
