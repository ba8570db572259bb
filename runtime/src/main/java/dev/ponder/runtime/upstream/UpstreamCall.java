package dev.ponder.runtime.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.event.CallId;

/**
 * One call of a model.
 *
 * @param model the model
 * @param conversation the messages
 * @param parameters all other members of the body except {@code n}, {@code stream} and {@code stream_options}
 * @param choices the number of completions, at least 1
 * @param timeouts the timeouts of the request
 * @param id identifies the call in events
 * @param form how the call is sent
 * @param group the stage that makes the call
 */
public record UpstreamCall(String model, Conversation conversation, Map<String, JsonNode> parameters, int choices,
        TimeoutOverrides timeouts, CallId id, CallForm form, CallGroup group) implements UpstreamRequest {

    /** A call with the timeouts of the upstream. */
    public UpstreamCall(String model, Conversation conversation, Map<String, JsonNode> parameters, int choices) {
        this(model, conversation, parameters, choices, TimeoutOverrides.NONE, CallId.NONE, CallForm.DEFAULT,
                new CallGroup());
    }

    @Override
    public String operation() {
        return Endpoint.CHAT_OPERATION;
    }

    /** The call for a prompt. */
    public static UpstreamCall of(Prompt prompt, String model) {
        return new UpstreamCall(model, prompt.conversation(), prompt.parameters(), 1);
    }

    /** The same call of another model. */
    public UpstreamCall withModel(String other) {
        return new UpstreamCall(other, conversation, parameters, choices, timeouts, id, form, group);
    }

    /** The same call with other parameters. */
    public UpstreamCall withParameters(Map<String, JsonNode> others) {
        return new UpstreamCall(model, conversation, others, choices, timeouts, id, form, group);
    }

    /** The same call for several completions. */
    public UpstreamCall withChoices(int count) {
        return new UpstreamCall(model, conversation, parameters, count, timeouts, id, form, group);
    }

    /** The same call with timeouts of its own. */
    public UpstreamCall within(TimeoutOverrides overrides) {
        return new UpstreamCall(model, conversation, parameters, choices, overrides, id, form, group);
    }

    /** The same call with another seed. */
    public UpstreamCall withSeed(long seed) {
        var all = new LinkedHashMap<>(parameters);
        all.put("seed", LongNode.valueOf(seed));
        return withParameters(all);
    }

    /** The same call with the id that it has in events. */
    public UpstreamCall withId(CallId callId) {
        return new UpstreamCall(model, conversation, parameters, choices, timeouts, callId, form, group);
    }

    /** The same call in another form. */
    public UpstreamCall withForm(CallForm other) {
        return new UpstreamCall(model, conversation, parameters, choices, timeouts, id, other, group);
    }

    /** The same call, as one of this group. */
    public UpstreamCall in(CallGroup stage) {
        return new UpstreamCall(model, conversation, parameters, choices, timeouts, id, form, stage);
    }
}
