package dev.ponder.runtime.rest.inference;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.ponder.api.Progress;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.openai.wire.ChunkEncoder;
import dev.ponder.runtime.stream.MergedStreams;
import dev.ponder.runtime.stream.SseWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.buffer.Buffer;

/** What a stream tells of a strategy's progress, between the events of its answer. One instance per response. */
final class ProgressStream implements Consumer<Progress> {

    private final ProgressMode mode;
    private final UnicastProcessor<Progress> events = UnicastProcessor.create();

    ProgressStream(ProgressMode mode) {
        this.mode = mode;
    }

    @Override
    public void accept(Progress progress) {
        if (mode != ProgressMode.OFF) {
            events.onNext(progress);
        }
    }

    /**
     * The answer's events with the progress between them; it ends with the answer. Each is encoded when its turn has
     * come, for an event depends on those before it.
     */
    Multi<Buffer> beside(Multi<ChoicePart> answer, ChunkEncoder encoder) {
        if (mode == ProgressMode.OFF) {
            return answer.onItem().transform(encoder::encode);
        }
        Multi<Supplier<Buffer>> said = answer.onItem().transform(part -> () -> encoder.encode(part));
        Multi<Supplier<Buffer>> told = events.onItem().transform(progress -> () -> frame(progress, encoder));
        return MergedStreams.of(List.of(told, said.onTermination().invoke(events::onComplete)))
                .onItem().transform(Supplier::get);
    }

    private Buffer frame(Progress progress, ChunkEncoder encoder) {
        String note = progress.note().isEmpty() ? "" : " (" + progress.note().lines().findFirst().orElse("") + ")";
        String text = progress.stage() + " " + progress.done() + "/" + progress.of() + note;
        return mode == ProgressMode.COMMENT
                ? SseWriter.comment(text)
                : encoder.aside(text);
    }
}
