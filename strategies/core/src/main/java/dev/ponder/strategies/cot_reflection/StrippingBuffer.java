package dev.ponder.strategies.cot_reflection;

/** A text that arrives in pieces, without the white space around it. One instance per text; not thread-safe. */
final class StrippingBuffer {

    private final StringBuilder blanks = new StringBuilder();
    private boolean begun;

    /** What of the text is certain now; white space waits until something follows it. */
    String add(String piece) {
        String visible = piece.stripTrailing();
        if (visible.isEmpty()) {
            blanks.append(piece);
            return "";
        }
        String certain = begun ? blanks + visible : visible.stripLeading();
        blanks.setLength(0);
        blanks.append(piece, visible.length(), piece.length());
        begun = true;
        return certain;
    }

    /** Whether there was anything but white space. */
    boolean begun() {
        return begun;
    }
}
