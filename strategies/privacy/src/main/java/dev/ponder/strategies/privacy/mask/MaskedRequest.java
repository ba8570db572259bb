package dev.ponder.strategies.privacy.mask;

import java.util.Set;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * A request without personal data.
 *
 * @param request the request with placeholders
 * @param table what the placeholders stand for
 * @param failed recognisers that failed and were skipped, by their class
 */
public record MaskedRequest(ChatRequest request, PlaceholderTable table, Set<String> failed) {}
