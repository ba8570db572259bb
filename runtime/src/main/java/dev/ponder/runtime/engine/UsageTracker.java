package dev.ponder.runtime.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.event.StageTrace.CallTrace;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * The usage of one call: the upstream's last report, or an estimate if a call that succeeds reports none. The usage
 * of a stream is recorded before its last part is emitted, because encoders write the usage there.
 */
final class UsageTracker {

    private final RequestBudget budget;
    private final UpstreamCall call;
    private final UsageLedger.Call entry;
    private final CallTrace trace;
    private final @Nullable AnswerAccumulator streamed;
    private long text;
    private long reasoning;
    private @Nullable Usage reported;
    private @Nullable List<Answer> completions;
    private boolean settled;

    /** Throws when the budget is exhausted. Callers defer it, so that the permit is released. */
    UsageTracker(StageTrace stage, UpstreamCall call, boolean asStream, RequestBudget budget, UsageLedger ledger) {
        this.budget = budget;
        budget.startCall();
        this.entry = ledger.start(stage.name(), call.model());
        this.trace = stage.startCall(call.conversation(), call.parameters(), call.choices(), asStream);
        this.streamed = trace.wantsAnswers() ? new AnswerAccumulator() : null;
        this.call = call.withId(trace.id());
    }

    /** The call, with its id. */
    UpstreamCall call() {
        return call;
    }

    void completed(Completion completion) {
        reported = completion.usage();
        completions = completion.choices();
    }

    void track(StreamEvent event) {
        if (event instanceof StreamEvent.Used used) {
            reported = used.usage();
        } else if (event instanceof StreamEvent.Part part) {
            track(part.part());
        }
    }

    /** Collects the answer only for a listener: an estimate needs its length alone. */
    private void track(AnswerPart part) {
        if (streamed != null) {
            streamed.add(part);
        }
        if (part instanceof AnswerPart.Text piece) {
            text += piece.text().length();
        } else if (part instanceof AnswerPart.Reasoning piece) {
            reasoning += piece.text().length();
        } else if (part instanceof AnswerPart.Finish && reported != null) {
            settle(Outcome.OK);
        }
    }

    void end(@Nullable Throwable failure, boolean cancelled) {
        if (!settled) {
            settle(Outcome.of(failure, cancelled));
        }
    }

    private void settle(Outcome outcome) {
        settled = true;
        Usage usage = usage(outcome);
        entry.use(usage);
        budget.spend(usage);
        if (reported == null && (outcome.cancelled() || outcome.failed() && text + reasoning > 0)) {
            entry.unreported(UsageEstimate.of(call, text, reasoning));
        }
        entry.end(outcome);
        trace.finish(outcome, usage, this::answers);
    }

    private Usage usage(Outcome outcome) {
        if (reported != null && !reported.estimated()) {
            return reported;
        }
        if (!outcome.equals(Outcome.OK)) {
            return Usage.NONE;
        }
        return completions == null
                ? UsageEstimate.of(call, text, reasoning)
                : UsageEstimate.of(call, completions);
    }

    private List<Answer> answers() {
        if (completions != null) {
            return completions;
        }
        return streamed == null ? List.of() : List.of(streamed.answer());
    }
}
