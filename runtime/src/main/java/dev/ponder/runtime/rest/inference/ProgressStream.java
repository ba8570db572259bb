package dev.ponder.runtime.rest.inference;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.ponder.api.Progress;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.buffer.Buffer;

/** Merges reports of a strategy's progress into the events of its answer. One instance per response. */
public final class ProgressStream implements Consumer<Progress> {

    private final ProgressMode mode;
    private final UnicastProcessor<Progress> events = UnicastProcessor.create();

    /** Reports progress in this form. */
    public ProgressStream(ProgressMode mode) {
        this.mode = mode;
    }

    @Override
    public void accept(Progress progress) {
        if (mode != ProgressMode.OFF) {
            events.onNext(progress);
        }
    }

    /**
     * The events of the answer with those of the progress between them. Ends with the answer. Each event is encoded when it
     * is emitted, because an encoder depends on the order.
     */
    Multi<Buffer> mergedWith(Multi<ChoicePart> answer, AnswerEncoder encoder) {
        if (mode == ProgressMode.OFF) {
            return answer.onItem().transform(encoder::encode);
        }
        Multi<Supplier<Buffer>> parts = answer.onItem().transform(part -> () -> encoder.encode(part));
        Multi<Supplier<Buffer>> reports = events.onItem().transform(progress -> () -> encoded(progress, encoder));
        return MergedStreams.of(List.of(reports, parts.onTermination().invoke(events::onComplete)))
                .onItem().transform(Supplier::get);
    }

    private Buffer encoded(Progress progress, AnswerEncoder encoder) {
        String note = progress.note().isEmpty() ? "" : " (" + progress.note().lines().findFirst().orElse("") + ")";
        String text = progress.stage() + " " + progress.done() + "/" + progress.of() + note;
        return encoder.progress(text, mode);
    }
}
