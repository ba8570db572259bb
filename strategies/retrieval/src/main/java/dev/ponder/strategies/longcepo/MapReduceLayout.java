package dev.ponder.strategies.longcepo;

import dev.ponder.api.Cost;

/**
 * How the context window is divided, and what follows for the number of calls. A pure function of the settings.
 *
 * @param window the tokens of one call
 * @param output the tokens of its reply
 * @param share the most tokens of the question, and of the answers to earlier sub-questions
 * @param context the most tokens of the summaries around a passage
 * @param passage the most tokens of a passage
 * @param result the most tokens of the result of a passage that a later call reads
 * @param fanIn how many results one call merges, at least 2
 */
record MapReduceLayout(int window, int output, int share, int context, int passage, int result, int fanIn) {

    private static final int INSTRUCTIONS = 400;
    private static final int LARGEST_RESULT = 450;

    static MapReduceLayout of(LongCepoConfig settings) {
        int window = settings.contextWindow();
        int output = Math.min(settings.stageMaxTokens(), window / 4);
        int share = window / 8;
        int context = window / 16;
        int room = window - output - 2 * share - INSTRUCTIONS;
        int result = Math.max(64, Math.min(LARGEST_RESULT, room / 2));
        return new MapReduceLayout(window, output, share, context, Math.max(64, room - context), result,
                Math.max(2, room / result));
    }

    /** The calls and levels of a tree that merges results. */
    record Tree(int calls, int levels) {

        private Tree plus(int moreCalls) {
            return new Tree(calls + moreCalls, levels + 1);
        }
    }

    /** The tree that merges so many results until at most {@code target} are left. */
    Tree tree(int results, int target) {
        var tree = new Tree(0, 0);
        for (int left = results; left > target;) {
            int groups = groups(left);
            tree = tree.plus(Math.min(groups, left - groups));
            left = groups;
        }
        return tree;
    }

    /** The tokens of results that one call reads. */
    int room() {
        return fanIn * result;
    }

    /** The number of groups into which so many results are divided evenly. */
    int groups(int results) {
        return (results + fanIn - 1) / fanIn;
    }

    /** Plan and its repair, summaries, then the passages and the merges of each question, and the answer. */
    static Cost cost(LongCepoConfig settings) {
        MapReduceLayout layout = of(settings);
        int passages = settings.mapChunks();
        int questions = settings.maxSubquestions();
        Tree toOne = layout.largest(passages, 1);
        Tree toWindow = layout.largest(passages, layout.fanIn());
        int plan = questions > 0 ? 2 : 0;
        int calls = plan + settings.maxSummaries() + questions * (passages + toOne.calls()) + passages
                + toWindow.calls() + 1;
        int depth = (questions > 0 || settings.maxSummaries() > 0 ? 1 : 0) + questions * (1 + toOne.levels()) + 1
                + toWindow.levels() + 1;
        return new Cost(calls, depth);
    }

    /** Fewer results may need as many calls as more. */
    private Tree largest(int results, int target) {
        int calls = 0;
        int levels = 0;
        for (int some = 1; some <= results; some++) {
            Tree tree = tree(some, target);
            calls = Math.max(calls, tree.calls());
            levels = Math.max(levels, tree.levels());
        }
        return new Tree(calls, levels);
    }
}
