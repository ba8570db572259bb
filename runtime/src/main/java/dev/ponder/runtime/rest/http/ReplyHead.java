package dev.ponder.runtime.rest.http;

import java.util.Map;

/** What goes before the bytes of a reply. */
public record ReplyHead(int status, Map<String, String> headers) {}
