package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;

/**
 * All that the simulated model says to a call.
 *
 * @param choices at least one
 * @param usage what they used together
 */
record SimCompletion(List<SimReply> choices, Usage usage) {

    SimCompletion {
        choices = List.copyOf(choices);
    }

    static SimCompletion of(List<SimReply> choices, long promptTokens) {
        return new SimCompletion(choices, Usage.of(promptTokens, choices.stream().mapToLong(SimReply::tokens).sum()));
    }

    /** The tokens of the longest, which is what a reader waits for. */
    int longest() {
        return choices.stream().mapToInt(SimReply::tokens).max().orElse(0);
    }

    Completion completion() {
        return new Completion(choices.stream().map(SimReply::answer).toList(), usage);
    }

    /** The events of a stream of the first choice, token by token. What ends the stream comes with the last token. */
    List<List<StreamEvent>> events() {
        SimReply reply = choices.get(0);
        var events = new ArrayList<List<StreamEvent>>();
        reply.parts().forEach(part -> events.add(new ArrayList<>(List.of(new StreamEvent.Part(part)))));
        if (events.isEmpty()) {
            events.add(new ArrayList<>());
        }
        List<StreamEvent> last = events.get(events.size() - 1);
        last.add(new StreamEvent.Used(usage));
        last.add(new StreamEvent.Part(new AnswerPart.Finish(reply.reason())));
        return events;
    }
}
