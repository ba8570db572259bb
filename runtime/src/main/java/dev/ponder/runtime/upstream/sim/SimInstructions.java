package dev.ponder.runtime.upstream.sim;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.ponder.runtime.upstream.sim.SimTask.Kind;

/**
 * What the prompts of strategies ask for, as far as their words tell.
 *
 * @param texts the texts of the messages around their blocks, the last one first, in lower case
 */
record SimInstructions(List<String> texts) {

    private static final Pattern CRITICISE = Pattern.compile("critique(?!-[0-9a-f]{8})|criticis|criticiz");
    private static final Pattern MISLEAD = Pattern.compile("write a wrong|deliberate|on purpose");
    private static final Pattern DESCRIBE = Pattern.compile("describe the program");
    private static final Pattern KEEP = Pattern
            .compile("answer exactly as it is|keep its result|not change (?:the|its) (?:final )?answer");
    private static final Pattern OUTLINE = Pattern
            .compile(
                    "write only the plan|(?:do not|without) (?:give|giving) the answer|do not solve it|nothing more: one"
                            + "|only if (?:its answer|it is also)");
    private static final Pattern DRAFT = Pattern.compile("previous (?:message|answer|reply) is a draft");
    private static final Pattern SCALE = Pattern.compile("(?<![\\w.])0(?: to |-| and )(100|10|1)(?!\\.?[0-9])");
    private static final int USUAL_BEST_SCORE = 10;

    SimInstructions {
        texts = texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    /** What is to be written, given whether works and a critique of them are shown. */
    Kind kind(boolean works, boolean criticised) {
        if (mention(MISLEAD)) {
            return Kind.MISTAKE;
        }
        if (works && mention(DESCRIBE)) {
            return Kind.DESCRIPTION;
        }
        if (works && mention(KEEP)) {
            return Kind.REWRITE;
        }
        if (mention(OUTLINE)) {
            return Kind.NOTES;
        }
        return works && !criticised && mention(CRITICISE) ? Kind.CRITIQUE : Kind.ANSWER;
    }

    /** Whether the last reply of the conversation is a draft. */
    boolean calledADraft() {
        return !texts.isEmpty() && DRAFT.matcher(texts.get(0)).find();
    }

    /** The highest grade of the scale that is mentioned last. */
    int bestScore() {
        return texts.stream().flatMap(text -> SCALE.matcher(text).results())
                .mapToInt(found -> Integer.parseInt(found.group(1))).findFirst().orElse(USUAL_BEST_SCORE);
    }

    private boolean mention(Pattern words) {
        return texts.stream().anyMatch(text -> words.matcher(text).find());
    }
}
