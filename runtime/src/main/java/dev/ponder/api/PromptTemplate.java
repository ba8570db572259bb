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
 * The text of a prompt in the resource {@code <name>.txt} beside the class that uses it, in Qute syntax. Immutable,
 * thread-safe, never blocks. <b>Errors.</b> {@link #of} throws if the template is missing or malformed, {@code render} if
 * a value is missing.
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
     * @param owner the class whose package contains the resource
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

    /** The text of a template without placeholders. */
    public String render() {
        return template.render();
    }

    /** The text with these values for the placeholders. */
    public String render(Map<String, ?> values) {
        return template.render(values);
    }
}
