package dev.ponder.runtime.rest.openai;

import java.util.function.Consumer;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Progress;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoicePart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.buffer.Buffer;

/** What a stream tells of a strategy's progress, between the events of its answer. One instance per response. */
final class ProgressFeed implements Consumer<Progress> {

    private final ProgressMode mode;
    private final UnicastProcessor<Progress> events = UnicastProcessor.create();

    ProgressFeed(ProgressMode mode) {
        this.mode = mode;
    }

    @Override
    public void accept(Progress progress) {
        if (mode != ProgressMode.OFF) {
            events.onNext(progress);
        }
    }

    /** The answer's events with the progress between them; it ends with the answer. */
    Multi<Buffer> beside(Multi<Buffer> answer, ChunkEncoder encoder) {
        if (mode == ProgressMode.OFF) {
            return answer;
        }
        return Multi.createBy().merging().streams(
                events.onItem().transform(progress -> frame(progress, encoder)),
                answer.onTermination().invoke(events::onComplete));
    }

    private Buffer frame(Progress progress, ChunkEncoder encoder) {
        String note = progress.note().isEmpty() ? "" : " (" + progress.note().lines().findFirst().orElse("") + ")";
        String text = progress.stage() + " " + progress.done() + "/" + progress.of() + note;
        return mode == ProgressMode.COMMENT
                ? Buffer.buffer(": " + text + "\n\n")
                : encoder.encode(new ChoicePart(0, new AnswerPart.Reasoning(text + "\n")));
    }
}
