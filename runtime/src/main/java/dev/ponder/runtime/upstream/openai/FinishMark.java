package dev.ponder.runtime.upstream.openai;

/** Finds a finish reason in the text of a chunk without reading all of it. */
final class FinishMark {

    private static final String FINISH_REASON = "\"finish_reason\"";

    private FinishMark() {
    }

    static boolean in(String data) {
        for (int at = data.indexOf(FINISH_REASON); at >= 0; at = data.indexOf(FINISH_REASON, at + 1)) {
            String value = data.substring(at + FINISH_REASON.length(),
                    Math.min(data.length(), at + FINISH_REASON.length() + 8));
            if (value.replace(':', ' ').stripLeading().startsWith("\"")) {
                return true;
            }
        }
        return false;
    }
}
