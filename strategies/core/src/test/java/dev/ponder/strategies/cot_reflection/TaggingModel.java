package dev.ponder.strategies.cot_reflection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;

/**
 * A scripted model that writes the tags of its instructions; tests write them as {@code <T>}, {@code <R>},
 * {@code <O>}.
 */
final class TaggingModel {

    private static final Pattern TOLD = Pattern.compile("<thinking_([0-9a-f]{6})>");

    private TaggingModel() {
    }

    /** Gives these replies in turn; the last one for all further calls. */
    static ScriptedUpstream replying(ScriptedReply... replies) {
        return ScriptedUpstream.replying((call, number) -> tagged(replies[Math.min(number, replies.length - 1)], call));
    }

    static ScriptedUpstream replying(String text) {
        return replying(ScriptedReply.text(text));
    }

    /** The number in the tags that the call asks for; empty when it asks for none. */
    static String number(UpstreamCall call) {
        Matcher told = TOLD.matcher(call.conversation().transcript(Integer.MAX_VALUE));
        return told.find() ? told.group(1) : "";
    }

    static boolean tags(UpstreamCall call) {
        return !number(call).isEmpty();
    }

    static ScriptedReply text(String text, UpstreamCall call) {
        return ScriptedReply.text(tagged(text, call));
    }

    static String tagged(String text, UpstreamCall call) {
        return TaggedReplies.named(text).replace(TaggedReplies.NAMES.number(), number(call));
    }

    private static ScriptedReply tagged(ScriptedReply reply, UpstreamCall call) {
        return reply instanceof ScriptedReply.Says says
                ? ScriptedReply.answer(says.answer().withText(tagged(says.answer().text(), call)))
                : reply;
    }
}
