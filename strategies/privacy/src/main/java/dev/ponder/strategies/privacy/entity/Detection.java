package dev.ponder.strategies.privacy.entity;

/**
 * A span of a text that is personal data.
 *
 * @param label the label of the placeholder: the name of an {@link EntityType}, or another word of capital letters,
 *        digits and underscores
 * @param start the index of the first character
 * @param end the index after the last character, greater than {@code start}
 * @param score the confidence, 0 to 1
 */
public record Detection(String label, int start, int end, double score) {

    /** Whether both spans share a character. */
    public boolean overlaps(Detection other) {
        return start < other.end && other.start < end;
    }
}
