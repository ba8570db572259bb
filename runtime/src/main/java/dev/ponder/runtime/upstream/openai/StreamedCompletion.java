package dev.ponder.runtime.upstream.openai;

import java.util.List;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Assembles a whole completion of the events of a stream. Not thread-safe. */
final class StreamedCompletion {

    private final AnswerAccumulator answer = new AnswerAccumulator();
    private Usage usage = UsageReader.UNREPORTED;

    private StreamedCompletion() {
    }

    /** The completion of one choice. It is emitted when the stream ends; a stream that fails fails it. */
    static Uni<Completion> of(Multi<StreamEvent> events) {
        return events.collect().in(StreamedCompletion::new, StreamedCompletion::add)
                .map(all -> new Completion(List.of(ReasoningReader.separated(all.answer.answer())), all.usage));
    }

    private void add(StreamEvent event) {
        if (event instanceof StreamEvent.Part part) {
            answer.add(part.part());
        } else if (event instanceof StreamEvent.Used used) {
            usage = used.usage();
        }
    }
}
