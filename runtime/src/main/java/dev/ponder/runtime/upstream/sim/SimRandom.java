package dev.ponder.runtime.upstream.sim;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;

/** Streams of chance: the same for the same cause, independent for different ones. */
final class SimRandom {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SimRandom() {
    }

    static RandomGenerator of(long... causes) {
        long state = GOLDEN;
        for (long cause : causes) {
            state = mix(state * FNV_PRIME + cause);
        }
        return new SplittableRandom(state);
    }

    /** A number that tells conversations apart by their roles and texts. */
    static long fingerprint(Conversation conversation) {
        long state = FNV_BASIS;
        for (ChatMessage message : conversation.messages()) {
            state = mix(fingerprint(message.role().value(), state));
            state = mix(fingerprint(message.text(), state));
        }
        return state;
    }

    static <T> void shuffle(List<T> list, RandomGenerator chance) {
        for (int i = list.size() - 1; i > 0; i--) {
            list.set(i, list.set(chance.nextInt(i + 1), list.get(i)));
        }
    }

    static <T> T pick(List<T> list, RandomGenerator chance) {
        return list.get(chance.nextInt(list.size()));
    }

    private static long fingerprint(String text, long start) {
        long state = start;
        for (int i = 0; i < text.length(); i++) {
            state = (state ^ text.charAt(i)) * FNV_PRIME;
        }
        return state;
    }

    /** The finaliser of SplitMix64: every bit of the input changes half of the output's. */
    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
