package dev.ponder.toolkit.answer;

/** What sort of thing an {@link ExtractedAnswer} is, and so how it is compared. */
public enum AnswerKind {

    /** A number, maybe with a unit: compared exactly where both are exact, else within 1e-6 or the digits given. */
    NUMBER,
    /** The label of an option of the question. */
    CHOICE,
    /** Yes or no, true or false. */
    BOOL,
    /** Several values whose order says nothing. */
    SET,
    /** Several values in order. */
    TUPLE,
    /** Two ends in order, each open or closed. */
    INTERVAL,
    /** A formula or relation: compared by its text, then by its values at a few points. */
    EXPR,
    /** Words: compared without case, articles and punctuation. */
    TEXT,
    /** Program text: compared line by line, in full. */
    CODE,
    /** There is no answer to be found. */
    NONE
}
