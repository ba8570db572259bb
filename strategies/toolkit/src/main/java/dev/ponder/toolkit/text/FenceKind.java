package dev.ponder.toolkit.text;

import java.util.Locale;

import dev.ponder.api.Fence;

/**
 * The kinds of blocks that prompts show as data inside a {@link Fence}: the names of their tags. Ponder's simulated
 * model recognises them by these names.
 */
public enum FenceKind {

    /** The conversation that is to be answered. */
    QUESTION,
    /** A finished answer among which one is chosen. */
    CANDIDATE,
    /** An answer that another model improves. */
    DRAFT,
    /** What a critic writes about drafts. */
    CRITIQUE,
    /** Steps that a solution follows. */
    PLAN,
    /** A fact about a problem that helps to solve it. */
    OBSERVATION,
    /** A rule that was learned from mistakes. */
    PRINCIPLE,
    /** A solved example. */
    EXAMPLE,
    /** What a program or a solver printed. */
    OUTPUT,
    /** A program that a model wrote. */
    PROGRAM,
    /** A page, a file or a passage of one. */
    DOCUMENT,
    /** What was noted while a document was read. */
    NOTE,
    /** What a search engine found. */
    RESULT,
    /** What is remembered of earlier conversations. */
    MEMORY;

    /** The name of the tags in this fence, for instructions that refer to them. */
    public String tag(Fence fence) {
        return fence.tag(kind());
    }

    /**
     * The text between tags of this kind.
     *
     * @param label the name by which a reply refers to this block, such as {@code C1}
     */
    public String wrap(Fence fence, String label, String text) {
        return fence.wrap(kind(), label, text);
    }

    private String kind() {
        return name().toLowerCase(Locale.ROOT);
    }
}
