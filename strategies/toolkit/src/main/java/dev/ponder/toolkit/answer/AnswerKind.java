package dev.ponder.toolkit.answer;

/** The kind of an {@link ExtractedAnswer}, which determines how it is compared. */
public enum AnswerKind {

    /**
     * A number, with or without a unit: compared exactly if both are exact, otherwise within 1e-6 or the decimals
     * given.
     */
    NUMBER,
    /** The label of an option of the question. */
    CHOICE,
    /** Yes or no, true or false. */
    BOOL,
    /** Several values in any order. */
    SET,
    /** Several values in a fixed order. */
    TUPLE,
    /** A lower and an upper end, each open or closed. */
    INTERVAL,
    /** A formula or relation: compared by its text, then by its values at a few points. */
    EXPR,
    /** Words: compared without case, articles and punctuation. */
    TEXT,
    /** Program text: compared without comments and blanks between tokens. */
    CODE,
    /** A JSON object or array: compared member by member. */
    JSON,
    /** A list of texts, in a fixed order unless the question asks for several things in any order. */
    LIST,
    /** Calls of tools: compared by name and arguments, in any order. */
    TOOL_CALLS,
    /** A refusal to answer: equal to every other refusal, and to no answer. */
    REFUSAL,
    /** No answer was found. */
    NONE
}
