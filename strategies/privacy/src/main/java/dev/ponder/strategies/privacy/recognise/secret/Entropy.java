package dev.ponder.strategies.privacy.recognise.secret;

/** Shannon's entropy of the characters of a text. */
final class Entropy {

    private Entropy() {
    }

    /** Bits for each character, 0 to about 6.5 for random keys. */
    static double bits(String text, int from, int to) {
        int[] counts = new int[128];
        for (int i = from; i < to; i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        double length = to - from;
        for (int count : counts) {
            bits -= count == 0 ? 0 : count / length * Math.log(count / length) / Math.log(2);
        }
        return bits;
    }
}
