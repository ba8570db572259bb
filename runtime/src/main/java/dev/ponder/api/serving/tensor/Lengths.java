package dev.ponder.api.serving.tensor;

import java.nio.ByteBuffer;

/** Finds the elements of BYTES by the lengths in front of them. */
final class Lengths {

    private Lengths() {
    }

    /** Where the length of each element lies. */
    static int[] starts(ByteBuffer bytes) {
        int[] starts = new int[count(bytes)];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += Integer.BYTES + bytes.getInt(at);
        }
        return starts;
    }

    private static int count(ByteBuffer bytes) {
        int count = 0;
        int at = 0;
        while (at < bytes.limit()) {
            int left = bytes.limit() - at - Integer.BYTES;
            if (left < 0) {
                throw new IllegalArgumentException("data: " + (left + Integer.BYTES) + " bytes after element " + count
                        + " of BYTES (expected the " + Integer.BYTES + " of a length)");
            }
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            if (length > left) {
                throw new IllegalArgumentException("data: length " + length + " of element " + count
                        + " of BYTES (expected at most the " + left + " bytes that are left)");
            }
            at += Integer.BYTES + (int) length;
            count++;
        }
        return count;
    }
}
