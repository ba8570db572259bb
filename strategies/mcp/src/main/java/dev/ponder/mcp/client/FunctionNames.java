package dev.ponder.mcp.client;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The names by which models call tools: {@code <server>__<tool>} in the characters and the length that OpenAI allows. Names
 * are looked up and never parsed, so it does not matter that several tools could have the same name: the later one gets a hash.
 * Not thread-safe.
 */
final class FunctionNames {

    private static final int MAX_LENGTH = 64;
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9_-]");

    private final Set<String> taken = new HashSet<>();

    /** A name that this method has not returned before. */
    String of(String server, String tool) {
        String plain = NOT_ALLOWED.matcher(server + "__" + tool).replaceAll("_");
        String name = plain;
        for (int salt = 0; name.length() > MAX_LENGTH || !taken.add(name); salt++) {
            String hash = hash(server + '\n' + tool + '\n' + salt);
            name = plain.substring(0, Math.min(plain.length(), MAX_LENGTH - hash.length() - 1)) + "_" + hash;
        }
        return name;
    }

    private static String hash(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue() | 0x1_0000_0000L).substring(1);
    }
}
