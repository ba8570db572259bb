package dev.ponder.runtime.upstream.openai.preset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.vertx.core.buffer.Buffer;

/** Renames members and the role {@code developer} in the bytes of a request; all other bytes are kept. */
final class MemberRewriter {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String DEVELOPER = "developer";

    private final Map<String, String> names;
    private final boolean developerRole;
    /** Bodies with none of these bytes need no parser. */
    private final List<byte[]> marks;

    private record Replacement(int from, int to, String text) {}

    MemberRewriter(ProviderQuirks quirks) {
        this.names = quirks.renamed();
        this.developerRole = quirks.developerRole();
        var all = new ArrayList<>(names.keySet());
        if (!developerRole) {
            all.add(DEVELOPER);
        }
        this.marks = all.stream().map(name -> quoted(name).getBytes(StandardCharsets.UTF_8)).toList();
    }

    Buffer rewritten(Buffer body) {
        byte[] bytes = body.getBytes();
        if (marks.stream().noneMatch(mark -> contains(bytes, mark))) {
            return body;
        }
        List<Replacement> replacements = replacements(bytes);
        if (replacements.isEmpty()) {
            return body;
        }
        var rewritten = Buffer.buffer(bytes.length + 64);
        int done = 0;
        for (Replacement replacement : replacements) {
            rewritten.appendBytes(bytes, done, replacement.from() - done).appendString(replacement.text());
            done = replacement.to();
        }
        return rewritten.appendBytes(bytes, done, bytes.length - done);
    }

    private List<Replacement> replacements(byte[] bytes) {
        var replacements = new ArrayList<Replacement>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                String name = names.get(member);
                int from = (int) parser.currentTokenLocation().getByteOffset();
                if (name != null && startsWith(bytes, from, quoted(member))) {
                    replacements.add(new Replacement(from, from + quoted(member).length(), quoted(name)));
                }
                JsonToken value = parser.nextToken();
                if (member.equals("messages") && value == JsonToken.START_ARRAY && !developerRole) {
                    messages(parser, replacements);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException malformed) {
            throw new IllegalStateException("the body of a relayed call is no JSON object", malformed);
        }
        return replacements;
    }

    private static void messages(JsonParser parser, List<Replacement> replacements) throws IOException {
        for (JsonToken message = parser.nextToken(); message != JsonToken.END_ARRAY; message = parser.nextToken()) {
            if (message != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean role = parser.currentName().equals("role");
                if (parser.nextToken() == JsonToken.VALUE_STRING && role && parser.getText().equals(DEVELOPER)) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    replacements.add(new Replacement(from, (int) parser.currentLocation().getByteOffset(),
                            quoted("system")));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** A name that is written with escapes is left as it is. */
    private static boolean startsWith(byte[] bytes, int from, String text) {
        return startsWith(bytes, from, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] text) {
        return Arrays.equals(bytes, from, Math.min(bytes.length, from + text.length), text, 0, text.length);
    }

    private static boolean contains(byte[] bytes, byte[] mark) {
        for (int i = 0; i <= bytes.length - mark.length; i++) {
            if (bytes[i] == mark[0] && startsWith(bytes, i, mark)) {
                return true;
            }
        }
        return false;
    }
}
