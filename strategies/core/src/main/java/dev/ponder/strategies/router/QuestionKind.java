package dev.ponder.strategies.router;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The kinds of request for which the router has a list of strategies. */
enum QuestionKind {

    /** A calculation, or a question whose answer is a number or a formula. */
    MATHS(RouterConfig::maths),
    /** A question with options, or one that is answered by yes or no. */
    CHOICE(RouterConfig::choice),
    /** A program is to be written or corrected. */
    CODE(RouterConfig::code),
    /** Several facts or steps have to be combined, compared or weighed. */
    REASONING(RouterConfig::reasoning),
    /** A text is to be written, summarised or translated. */
    WRITING(RouterConfig::writing),
    /** The question is about a long text. */
    LONG_CONTEXT(RouterConfig::longContext),
    /** Conversation, a simple fact, or anything else. */
    CHAT(RouterConfig::chat);

    private final Function<RouterConfig, List<String>> strategies;

    QuestionKind(Function<RouterConfig, List<String>> strategies) {
        this.strategies = strategies;
    }

    /** The ids of the strategies for this kind, best first. */
    List<String> strategies(RouterConfig settings) {
        return strategies.apply(settings);
    }

    /** The name in messages and in replies of models. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
