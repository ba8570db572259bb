package dev.ponder.runtime.quota.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A script that Redis runs as one atomic step.
 *
 * @param source the program, in Lua
 * @param hash its SHA-1 hash, by which Redis knows a script that it has run before
 */
record RedisScript(String source, String hash) {

    static final RedisScript RESERVE = of("state", "reserve");
    static final RedisScript SETTLE = of("state", "settle");
    static final RedisScript RENEW = of("renew");

    private static RedisScript of(String... resources) {
        var source = new StringBuilder();
        for (String resource : resources) {
            source.append(read(resource + ".lua"));
        }
        return new RedisScript(source.toString(), sha1(source.toString()));
    }

    private static String read(String resource) {
        try (InputStream stream = RedisScript.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
