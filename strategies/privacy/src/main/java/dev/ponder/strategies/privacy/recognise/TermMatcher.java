package dev.ponder.strategies.privacy.recognise;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detection;

/**
 * Finds known terms at the borders of words, by a trie whose edges are in one open-addressed table. The time is linear in the
 * text, whatever the number of terms. To be filled by one thread; then only read.
 */
public final class TermMatcher {

    private static final int FIRST_CAPACITY = 256;

    private final boolean ignoreCase;
    private long[] edges = new long[FIRST_CAPACITY];
    private int[] targets = new int[FIRST_CAPACITY];
    private final List<@Nullable String> labels = new ArrayList<>();
    private int used;

    /** A matcher without terms. */
    public TermMatcher(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
        labels.add(null);
    }

    /** A matcher of these terms. */
    public static TermMatcher of(Map<String, String> labelsByTerm) {
        var matcher = new TermMatcher(false);
        labelsByTerm.forEach(matcher::add);
        return matcher;
    }

    /** Adds a term; one that was added before keeps its label. */
    public void add(String term, String label) {
        int node = 0;
        for (int i = 0; i < term.length(); i++) {
            node = follow(node, folded(term.charAt(i)), true);
        }
        if (node > 0 && labels.get(node) == null) {
            labels.set(node, label);
        }
    }

    /** Whether there are no terms. */
    public boolean isEmpty() {
        return used == 0;
    }

    /** Adds the longest term at each border of a word to the detections. */
    public void find(String text, List<Detection> found) {
        for (int start = 0; start < text.length(); start++) {
            if (start > 0 && Chars.word(text.charAt(start - 1)) && Chars.word(text.charAt(start))) {
                continue;
            }
            int node = 0;
            int end = -1;
            String label = null;
            for (int at = start; at < text.length(); at++) {
                node = follow(node, folded(text.charAt(at)), false);
                if (node < 0) {
                    break;
                }
                boolean border = !Chars.word(text.charAt(at)) || !Chars.word(text, at + 1);
                if (labels.get(node) != null && border) {
                    end = at + 1;
                    label = labels.get(node);
                }
            }
            if (label != null) {
                found.add(new Detection(label, start, end, 1));
                start = end - 1;
            }
        }
    }

    private char folded(char c) {
        return ignoreCase ? Character.toLowerCase(c) : c;
    }

    /** The node behind an edge; -1 if there is none. Edges are stored plus one, because zero is a free place. */
    private int follow(int node, char c, boolean create) {
        long edge = ((long) node << 16 | c) + 1;
        int place = place(edge, edges);
        if (edges[place] == edge) {
            return targets[place];
        }
        if (!create) {
            return -1;
        }
        if (++used * 2 > edges.length) {
            grow();
            place = place(edge, edges);
        }
        edges[place] = edge;
        targets[place] = labels.size();
        labels.add(null);
        return targets[place];
    }

    private static int place(long edge, long[] table) {
        int place = (int) ((edge * 0x9E3779B97F4A7C15L) >>> 40) & table.length - 1;
        while (table[place] != 0 && table[place] != edge) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] more = new long[edges.length * 2];
        int[] moreTargets = new int[more.length];
        for (int i = 0; i < edges.length; i++) {
            if (edges[i] != 0) {
                int place = place(edges[i], more);
                more[place] = edges[i];
                moreTargets[place] = targets[i];
            }
        }
        edges = more;
        targets = moreTargets;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "TermMatcher[%d nodes]", labels.size());
    }
}
