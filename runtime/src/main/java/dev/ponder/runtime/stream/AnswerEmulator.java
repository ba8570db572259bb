package dev.ponder.runtime.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Splits a whole answer into the parts of a stream. No other class does. A part is cut when the client demands it, so a
 * long answer is neither copied nor does it hold the event loop.
 */
public final class AnswerEmulator {

    private final Function<String, Iterator<String>> texts;
    private final Function<String, Iterator<String>> arguments;
    private final Duration pace;
    private final Timer timer;

    /**
     * An emulator.
     *
     * @param pace the delay before each piece of text; zero for none
     */
    public AnswerEmulator(StreamingConfig.Chunking chunking, Duration pace, Timer timer) {
        this(new TextChunker(chunking)::iterator, new TextChunker(StreamingConfig.Chunking.WHOLE)::iterator, pace,
                timer);
    }

    private AnswerEmulator(Function<String, Iterator<String>> texts, Function<String, Iterator<String>> arguments,
            Duration pace, Timer timer) {
        this.texts = texts;
        this.arguments = arguments;
        this.pace = pace;
        this.timer = timer;
    }

    /** An emulator for clients that read no stream: each text is one part, whatever its length. */
    public static AnswerEmulator undivided(Timer timer) {
        return new AnswerEmulator(AnswerEmulator::one, AnswerEmulator::one, Duration.ZERO, timer);
    }

    private static Iterator<String> one(String text) {
        return text.isEmpty() ? Collections.emptyIterator() : List.of(text).iterator();
    }

    /** The parts of the answer. The last one is its finish reason. */
    public Multi<AnswerPart> emulate(Answer answer) {
        Multi<AnswerPart> parts = Multi.createFrom().iterable(() -> new Parts(sections(answer)));
        if (pace.isZero()) {
            return parts;
        }
        return parts.onItem().transformToUniAndConcatenate(part -> part instanceof AnswerPart.Text
                ? timer.after(pace).replaceWith(part)
                : Uni.createFrom().item(part));
    }

    private List<Iterator<? extends AnswerPart>> sections(Answer answer) {
        var sections = new ArrayList<Iterator<? extends AnswerPart>>();
        ExtraMembers extra = answer.extra();
        addExtra(new ExtraMembers(Map.of(), Map.of(), extra.completion()), sections);
        sections.add(new Pieces(texts.apply(answer.reasoning()), (piece, first) -> new AnswerPart.Reasoning(piece)));
        if (ContentParts.in(extra.message())) {
            addContent(answer, sections);
        } else {
            addText(answer.text(), answer.logprobs(), sections);
        }
        sections.add(new Pieces(texts.apply(answer.refusal()), (piece, first) -> new AnswerPart.Refusal(piece)));
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            addCall(i, answer.toolCalls().get(i), sections);
        }
        var members = new LinkedHashMap<>(extra.message());
        if (ContentParts.in(members)) {
            members.remove(ContentParts.MEMBER);
        }
        addExtra(new ExtraMembers(members, Map.of(), Map.of()), sections);
        addExtra(new ExtraMembers(Map.of(), extra.choice(), Map.of()), sections);
        sections.add(List.of(new AnswerPart.Finish(answer.finishReason())).iterator());
        return sections;
    }

    private void addContent(Answer answer, List<Iterator<? extends AnswerPart>> sections) {
        JsonNode logprobs = answer.logprobs();
        for (JsonNode part : ContentParts.of(answer)) {
            if (ContentParts.isText(part)) {
                addText(part.get("text").textValue(), logprobs, sections);
                logprobs = null;
            } else {
                ArrayNode content = JsonNodeFactory.instance.arrayNode().add(part);
                addExtra(new ExtraMembers(Map.of(ContentParts.MEMBER, content), Map.of(), Map.of()), sections);
            }
        }
        addText("", logprobs, sections);
    }

    /** Token probabilities belong to the whole text, so its first piece carries them, even if it is empty. */
    private void addText(String text, @Nullable JsonNode logprobs, List<Iterator<? extends AnswerPart>> sections) {
        if (text.isEmpty() && logprobs != null) {
            sections.add(List.of(new AnswerPart.Text("", logprobs)).iterator());
        } else {
            sections.add(new Pieces(texts.apply(text),
                    (piece, first) -> new AnswerPart.Text(piece, first ? logprobs : null)));
        }
    }

    /** Only the first piece has the id and the name of the call, and its other members. */
    private void addCall(int index, ToolCall call, List<Iterator<? extends AnswerPart>> sections) {
        if (call.arguments().isEmpty()) {
            sections.add(List.of(new AnswerPart.ToolCallDelta(index, call.id(), call.name(), "", call.type(),
                    call.extra())).iterator());
        } else {
            sections.add(new Pieces(arguments.apply(call.arguments()), (piece, first) -> new AnswerPart.ToolCallDelta(
                    index, first ? call.id() : null, first ? call.name() : null, piece, call.type(),
                    first ? call.extra() : Map.of())));
        }
    }

    private static void addExtra(ExtraMembers members, List<Iterator<? extends AnswerPart>> sections) {
        if (!members.isEmpty()) {
            sections.add(List.of(new AnswerPart.Extra(members)).iterator());
        }
    }

    /** Makes a part of a piece of text; the first one may differ. */
    private interface PartFactory {

        AnswerPart part(String piece, boolean first);
    }

    /** The pieces of one text as parts. */
    private static final class Pieces implements Iterator<AnswerPart> {

        private final Iterator<String> texts;
        private final PartFactory factory;
        private boolean first = true;

        Pieces(Iterator<String> texts, PartFactory factory) {
            this.texts = texts;
            this.factory = factory;
        }

        @Override
        public boolean hasNext() {
            return texts.hasNext();
        }

        @Override
        public AnswerPart next() {
            AnswerPart part = factory.part(texts.next(), first);
            first = false;
            return part;
        }
    }

    /** The parts of all sections in order. The last section is never empty. */
    private static final class Parts implements Iterator<AnswerPart> {

        private final List<Iterator<? extends AnswerPart>> sections;
        private int section;

        Parts(List<Iterator<? extends AnswerPart>> sections) {
            this.sections = sections;
        }

        @Override
        public boolean hasNext() {
            while (section < sections.size() && !sections.get(section).hasNext()) {
                section++;
            }
            return section < sections.size();
        }

        @Override
        public AnswerPart next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the answer has no more parts");
            }
            return sections.get(section).next();
        }
    }
}
