package dev.ponder.runtime.rest.openai;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.Limits;
import dev.ponder.runtime.engine.ParameterValues;
import dev.ponder.runtime.engine.StrategySelector.Named;

/**
 * A client's request, read and checked.
 *
 * @param chat what is asked of the model, under the model name that the client used
 * @param strategy the strategy that header, body or a message name; null when none does
 * @param includeUsage whether a stream ends with a usage chunk
 * @param emulation whether a stream may be emulated; empty when the request does not say
 * @param progress what a stream tells of progress
 * @param upstreamBody the body without what is ours
 * @param ownFields whether there was anything, so that the body differs from the bytes that came
 */
record ClientRequest(ChatRequest chat, @Nullable Named strategy, ParameterValues parameters, Limits limits, int choices,
        boolean stream, boolean includeUsage, Optional<Boolean> emulation, ProgressMode progress,
        ObjectNode upstreamBody,
        boolean ownFields) {}
