package dev.ponder.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;

/**
 * A prompt's text as a resource: {@code <name>.txt} beside the class that uses it, in the syntax of Qute. A template
 * that is missing or malformed fails as its class is loaded; a value that is missing fails the rendering. Immutable,
 * thread-safe; it only looks values up, so it never blocks.
 *
 * @see <a href="https://quarkus.io/guides/qute-reference">Qute</a>
 */
public final class PromptTemplate {

    private static final Engine ENGINE = Engine.builder().addDefaults().strictRendering(true)
            .addValueResolver(new ReflectionValueResolver()).build();

    private final Template template;

    private PromptTemplate(Template template) {
        this.template = template;
    }

    /**
     * Loads a template.
     *
     * @param owner the class beside which the resource lies
     * @param name the resource's name without {@code .txt}
     */
    public static PromptTemplate of(Class<?> owner, String name) {
        String resource = name + ".txt";
        try (InputStream text = owner.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException("prompt template " + resource + " of " + owner.getName()
                        + " is missing (expected it as a resource in the package of the class)");
            }
            return new PromptTemplate(ENGINE.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a template without values. */
    public String render() {
        return template.render();
    }

    /** The text with these values, by their names in the template. */
    public String render(Map<String, ?> values) {
        return template.render(values);
    }
}
