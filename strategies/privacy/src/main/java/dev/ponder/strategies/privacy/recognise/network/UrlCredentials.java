package dev.ponder.strategies.privacy.recognise.network;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** User name and password in a URL, found by its {@code ://}. The rest of the URL stays, so that pages can be named. */
public final class UrlCredentials {

    private static final int LONGEST = 512;

    private UrlCredentials() {
    }

    /**
     * Reports the credentials behind this colon, if a URL with credentials continues there.
     *
     * @return where to continue: behind the credentials and their {@code @}, or behind the colon
     */
    public static int at(Detections detections, int colon) {
        String text = detections.text();
        if (!text.startsWith("//", colon + 1) || !Chars.latin(text, colon - 2)) {
            return colon + 1;
        }
        int start = colon + 3;
        int end = -1;
        boolean password = false;
        int last = Math.min(text.length(), start + LONGEST);
        for (int i = start; i < last && userInfo(text.charAt(i)); i++) {
            if (text.charAt(i) == '@') {
                end = i;
            } else if (text.charAt(i) == ':' && end < 0 && i > start) {
                password = true;
            }
        }
        if (!password || end <= start) {
            return colon + 1;
        }
        detections.add(EntityType.CREDENTIALS, start, end, 0.95);
        return end + 1;
    }

    private static boolean userInfo(char c) {
        return c > ' ' && "/?#\"'<>`\\".indexOf(c) < 0;
    }
}
