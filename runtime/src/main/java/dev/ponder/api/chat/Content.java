package dev.ponder.api.chat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The content of a message. Immutable. */
public sealed interface Content {

    /** The text parts, joined by line breaks; empty if there are none. */
    String text();

    /**
     * The same content with changed text. Several text parts become one, in the position of the last; other parts are
     * kept.
     */
    Content mapText(UnaryOperator<String> change);

    /** A plain string. */
    record Text(String text) implements Content {

        @Override
        public Content mapText(UnaryOperator<String> change) {
            return new Text(change.apply(text));
        }
    }

    /** A list of parts, which may be images, audio and files. */
    record Parts(List<ContentPart> parts) implements Content {

        /** Copies the list. */
        public Parts {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            return texts().stream().map(ContentPart.Text::text).collect(Collectors.joining("\n"));
        }

        @Override
        public Content mapText(UnaryOperator<String> change) {
            var texts = texts();
            if (texts.isEmpty()) {
                return this;
            }
            var last = texts.get(texts.size() - 1);
            var changed = last.withText(change.apply(text()));
            return new Parts(parts.stream()
                    .filter(part -> part == last || !(part instanceof ContentPart.Text))
                    .<ContentPart>map(part -> part == last ? changed : part)
                    .toList());
        }

        private List<ContentPart.Text> texts() {
            return parts.stream().filter(ContentPart.Text.class::isInstance).map(ContentPart.Text.class::cast).toList();
        }
    }

    /** No content, as in an assistant message that only calls tools. */
    enum Missing implements Content {
        /** The JSON member is absent. */
        ABSENT,
        /** The JSON member is null. */
        NULL;

        @Override
        public String text() {
            return "";
        }

        @Override
        public Content mapText(UnaryOperator<String> change) {
            return this;
        }
    }
}
