package dev.ponder.support.strategies;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.testing.TestConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.Uni;

/** The strategies on the class path, without those of tests, so that tests include those that are added later. */
public final class ClassPathStrategies {

    private static final String PACKAGE = "dev/ponder/strategies";
    private static final String CLASS = ".class";
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
            Class<?> settings = type.getAnnotation(Strategy.class).settings();
            return settings == Strategy.NoSettings.class ? List.of() : List.of(settings);
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
            return type.cast(instance(type, List.of(settings)));
        }

        /** What is injected besides the settings has its default configuration, or fails when it is used. */
        private static Object instance(Class<?> type, List<Object> settings) {
            Optional<Object> given = settings.stream().filter(type::isInstance).findFirst()
                    .or(() -> Collaborators.find(type));
            if (given.isPresent()) {
                return given.get();
            }
            if (type.isAnnotationPresent(ConfigMapping.class)) {
                return new TestConfig().of(type);
            }
            if (type.isInterface()) {
                return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, Found::unavailable);
            }
            Constructor<?> constructor = Stream.of(type.getDeclaredConstructors())
                    .min(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow();
            constructor.setAccessible(true);
            try {
                return constructor.newInstance(Stream.of(constructor.getParameterTypes())
                        .map(parameter -> instance(parameter, settings)).toArray());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + ": not callable", e);
            }
        }

        private static Object unavailable(Object proxy, Method method, Object[] arguments) {
            var failure = new IllegalStateException(method + ": not available in this test");
            if (method.getReturnType() == Uni.class) {
                return Uni.createFrom().failure(failure);
            }
            if (method.getReturnType() == Optional.class) {
                return Optional.empty();
            }
            throw failure;
        }

        @Override
        public String toString() {
            return id();
        }
    }

    public static List<Found> all() {
        return ALL;
    }

    private static List<Found> found() {
        try {
            var names = new TreeSet<String>();
            ClassLoader classes = ClassPathStrategies.class.getClassLoader();
            for (URL root : Collections.list(classes.getResources(PACKAGE))) {
                if (!root.getPath().contains("/test-classes/")) {
                    names.addAll(root.openConnection() instanceof JarURLConnection jar
                            ? inJar(jar)
                            : inDirectory(Path.of(root.toURI())));
                }
            }
            return names.stream().map(ClassPathStrategies::load)
                    .filter(type -> type.isAnnotationPresent(Strategy.class))
                    .map(type -> new Found(type.asSubclass(InferenceStrategy.class)))
                    .sorted(Comparator.comparing(Found::id)).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(PACKAGE + ": not readable", e);
        }
    }

    private static List<String> inJar(JarURLConnection jar) throws IOException {
        return jar.getJarFile().stream().map(JarEntry::getName)
                .filter(name -> name.startsWith(PACKAGE) && isTopLevel(name)).toList();
    }

    private static List<String> inDirectory(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> PACKAGE + "/" + root.relativize(file).toString().replace('\\', '/'))
                    .filter(ClassPathStrategies::isTopLevel).toList();
        }
    }

    private static boolean isTopLevel(String name) {
        return name.endsWith(CLASS) && name.indexOf('$') < 0;
    }

    private static Class<?> load(String file) {
        try {
            String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
            return Class.forName(name, false, ClassPathStrategies.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(file + ": not loadable", e);
        }
    }
}
