package dev.ponder.testing;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.testing.ScriptedReply.BreaksOff;
import dev.ponder.testing.ScriptedReply.Fails;
import dev.ponder.testing.ScriptedReply.Says;
import io.smallrye.mutiny.Multi;

/** Converts scripted replies to completions and to the parts of a stream. */
final class ReplyParts {

    private ReplyParts() {
    }

    /** Throws the failure of the first reply that fails. */
    static List<Answer> answers(List<ScriptedReply> replies) {
        return replies.stream().map(ReplyParts::answer).toList();
    }

    /** Throws the failure of a reply that fails before its first part. */
    static Multi<StreamEvent> events(ScriptedReply reply) {
        if (reply instanceof BreaksOff broken) {
            return Multi.createBy().concatenating().streams(
                    Multi.createFrom().iterable(words(broken.text())).map(StreamEvent.Part::new),
                    Multi.createFrom().failure(broken.failure()));
        }
        return Multi.createFrom().iterable(parts(answer(reply))).map(StreamEvent.Part::new);
    }

    private static Answer answer(ScriptedReply reply) {
        if (reply instanceof Says says) {
            return says.answer();
        }
        if (reply instanceof Fails fails) {
            throw fails.failure();
        }
        if (reply instanceof BreaksOff broken) {
            throw broken.failure();
        }
        throw new IllegalStateException("a held call was settled with a held reply");
    }

    private static List<AnswerPart> parts(Answer answer) {
        var parts = new ArrayList<AnswerPart>();
        if (!answer.reasoning().isEmpty()) {
            parts.add(new AnswerPart.Reasoning(answer.reasoning()));
        }
        parts.addAll(words(answer.text()));
        if (!answer.refusal().isEmpty()) {
            parts.add(new AnswerPart.Refusal(answer.refusal()));
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            var call = answer.toolCalls().get(i);
            int half = call.arguments().length() / 2;
            parts.add(new AnswerPart.ToolCallDelta(i, call.id(), call.name(), call.arguments().substring(0, half)));
            parts.add(new AnswerPart.ToolCallDelta(i, null, null, call.arguments().substring(half)));
        }
        parts.add(new AnswerPart.Finish(answer.finishReason()));
        return parts;
    }

    private static List<AnswerPart> words(String text) {
        var words = new ArrayList<AnswerPart>();
        for (String word : text.split("(?<=\\s)")) {
            if (!word.isEmpty()) {
                words.add(new AnswerPart.Text(word));
            }
        }
        return words;
    }
}
