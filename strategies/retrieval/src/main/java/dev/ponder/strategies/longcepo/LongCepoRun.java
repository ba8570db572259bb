package dev.ponder.strategies.longcepo;

import java.util.Map;
import java.util.TreeMap;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.text.FenceKind;

/**
 * What all stages of one run share.
 *
 * @param summaries the number of passages that are summarised
 * @param subquestions the most sub-questions
 * @param mapped the most passages that a question is asked about
 */
record LongCepoRun(Inference inference, LongCepoConfig settings, MapReduceLayout layout, ChunkedInput input,
        Fence fence,
        int summaries, int subquestions, int mapped) {

    /** The run that the token budget allows: without summaries, without sub-questions or with fewer passages if it is small. */
    static LongCepoRun of(Inference inference, LongCepoConfig settings, MapReduceLayout layout, ChunkedInput input) {
        int count = input.passages().count();
        int summaries = count <= settings.maxSummaries() ? count : 0;
        int subquestions = settings.maxSubquestions();
        int mapped = Math.min(count, settings.mapChunks());
        // a call reads a passage and about as much besides as the question, the summaries and the reply may take
        long call = input.passageTokens() + layout.share() + layout.context() + layout.output() / 2;
        long calls = (inference.budget().remainingTokens() - layout.window()) / call;
        if (calls < summaries + (subquestions + 1L) * mapped) {
            summaries = 0;
        }
        if (calls < (subquestions + 1L) * mapped) {
            subquestions = 0;
            mapped = (int) Math.max(0, Math.min(mapped, calls));
            inference.report(new Finding.Degraded(MapReduce.MAP,
                    "the token budget allows " + mapped + " passages and no sub-questions"));
        } else if (settings.complete() && mapped < count) {
            inference.report(new Finding.Degraded(MapReduce.MAP, "each question is asked about " + mapped + " of "
                    + count + " passages, those whose words fit it best"));
        }
        return new LongCepoRun(inference, settings, layout, input, Fence.of(inference.random()), summaries,
                subquestions,
                mapped);
    }

    /** A prompt whose template has the names of the tags as values, besides the given ones. */
    Prompt prompt(String stage, PromptTemplate template, Map<String, ?> values, String material) {
        var all = new TreeMap<String, Object>(values);
        all.put("question", FenceKind.QUESTION.tag(fence));
        all.put("document", FenceKind.DOCUMENT.tag(fence));
        all.put("note", FenceKind.NOTE.tag(fence));
        return Prompt
                .internal(stage, Conversation.of(ChatMessage.system(template.render(all)), ChatMessage.user(material)))
                .withTemperature(settings.temperature()).withMaxTokens(layout.output());
    }
}
