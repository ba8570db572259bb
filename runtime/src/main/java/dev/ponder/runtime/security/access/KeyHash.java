package dev.ponder.runtime.security.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 hash of an API key. API keys are random and long, unlike passwords, so a fast hash without a salt protects them,
 * and the server can look up a client by the hash. Instances are equal if they are the same in constant time.
 */
final class KeyHash {

    private static final String PREFIX = "sha256:";
    private static final int BYTES = 32;

    private final byte[] digest;

    private KeyHash(byte[] digest) {
        this.digest = digest;
    }

    /** The hash of a key. */
    static KeyHash of(String key) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads 64 hexadecimal digits, after {@code sha256:} or not, as {@code sha256sum} prints them; empty if it is none. */
    static Optional<KeyHash> parse(String text) {
        String hex = text.strip().toLowerCase(Locale.ROOT);
        hex = hex.startsWith(PREFIX) ? hex.substring(PREFIX.length()).strip() : hex;
        hex = hex.endsWith("-") ? hex.substring(0, hex.length() - 1).strip() : hex;
        try {
            return hex.length() == 2 * BYTES
                    ? Optional.of(new KeyHash(HexFormat.of().parseHex(hex)))
                    : Optional.empty();
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    /** Its first 16 hexadecimal digits. */
    String shortName() {
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(digest, hash.digest);
    }

    /** Tells nothing about a key: whoever knows the time of a look-up knows at most some bits of the hash. */
    @Override
    public int hashCode() {
        return ByteBuffer.wrap(digest).getInt();
    }

    /** Not the hash: it belongs into no log. */
    @Override
    public String toString() {
        return "KeyHash";
    }
}
