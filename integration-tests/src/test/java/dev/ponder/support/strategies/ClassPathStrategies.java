package dev.ponder.support.strategies;

import java.lang.reflect.Constructor;
import java.util.Comparator;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.testing.StrategyHarness;

/** The strategies on the class path, so that tests include those that are added later. */
public final class ClassPathStrategies {

    /** Searching the class path takes seconds. */
    private static final List<Found> ALL = found();

    private ClassPathStrategies() {
    }

    /** A strategy, which is created by reflection, because the classes are not public. */
    public record Found(Class<? extends InferenceStrategy> type) {

        public String id() {
            return type.getAnnotation(Strategy.class).id();
        }

        /** The configuration interface; empty if there is none. */
        public List<Class<?>> settings() {
            return List.of(constructor().getParameterTypes());
        }

        public StrategyHarness harness() {
            return settings().isEmpty()
                    ? StrategyHarness.of(this::create)
                    : StrategyHarness.of(this::create, settings().get(0));
        }

        /** Adds this strategy to a harness. */
        public StrategyHarness addedTo(StrategyHarness harness) {
            return settings().isEmpty() ? harness.and(this::create) : harness.and(this::create, settings().get(0));
        }

        private InferenceStrategy create(Object... settings) {
            try {
                Constructor<?> constructor = constructor();
                constructor.setAccessible(true);
                return (InferenceStrategy) constructor.newInstance(settings);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + ": not callable", e);
            }
        }

        private Constructor<?> constructor() {
            return type.getDeclaredConstructors()[0];
        }

        @Override
        public String toString() {
            return id();
        }
    }

    public static List<Found> all() {
        return ALL;
    }

    @SuppressWarnings("unchecked")
    private static List<Found> found() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ponder.strategies").stream()
                .filter(type -> type.isAnnotatedWith(Strategy.class)).map(JavaClass::reflect)
                .map(type -> new Found((Class<? extends InferenceStrategy>) type))
                .sorted(Comparator.comparing(Found::id)).toList();
    }
}
