package dev.ponder.retrieval.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects the charset of a document in the order of the HTML standard: the byte order mark, the header, the declaration in the
 * document. Without these it is UTF-8 if the bytes are valid UTF-8, else Windows-1252.
 */
final class TextDecoder {

    private static final Pattern OF_HEADER = Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_DOCUMENT = Pattern.compile(
            "<meta[^>]{0,200}?charset\\s*=\\s*[\"']?([\\w.:-]{1,40})|<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([\\w.:-]{1,40})",
            Pattern.CASE_INSENSITIVE);
    private static final int DECLARATION = 4096;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private record Mark(byte[] bytes, Charset charset) {

        boolean begins(byte[] body) {
            return body.length >= bytes.length
                    && ByteBuffer.wrap(body, 0, bytes.length).equals(ByteBuffer.wrap(bytes));
        }
    }

    private static final List<Mark> MARKS = List.of(
            new Mark(new byte[]{(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, StandardCharsets.UTF_8),
            new Mark(new byte[]{(byte) 0xfe, (byte) 0xff}, StandardCharsets.UTF_16BE),
            new Mark(new byte[]{(byte) 0xff, (byte) 0xfe}, StandardCharsets.UTF_16LE));

    private TextDecoder() {
    }

    /** The text. Malformed bytes are replaced. */
    static String decode(byte[] body, String contentType) {
        for (Mark mark : MARKS) {
            if (mark.begins(body)) {
                return new String(body, mark.bytes().length, body.length - mark.bytes().length, mark.charset());
            }
        }
        return charset(contentType, OF_HEADER)
                .or(() -> charset(beginning(body), OF_DOCUMENT).map(TextDecoder::asciiCompatible))
                .map(charset -> new String(body, charset))
                .orElseGet(() -> guessed(body));
    }

    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, DECLARATION), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> charset(String text, Pattern declaration) {
        Matcher declared = declaration.matcher(text);
        if (!declared.find()) {
            return Optional.empty();
        }
        String name = declared.group(declared.groupCount() > 1 && declared.group(1) == null ? 2 : 1)
                .toLowerCase(Locale.ROOT);
        try {
            // What is declared as Latin 1 or ASCII is Windows-1252, as browsers read it
            return Optional.of(switch (name) {
                case "iso-8859-1", "latin1", "us-ascii", "ascii" -> WINDOWS;
                default -> Charset.forName(name);
            });
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** A declaration that could be read as ASCII is not written in UTF-16. */
    private static Charset asciiCompatible(Charset declared) {
        return declared.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : declared;
    }

    private static String guessed(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(body, WINDOWS);
        }
    }
}
