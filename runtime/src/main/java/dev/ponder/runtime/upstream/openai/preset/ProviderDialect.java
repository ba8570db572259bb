package dev.ponder.runtime.upstream.openai.preset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * A provider whose API differs from OpenAI's in names of parameters, roles or the list of models. Calls and lists are
 * translated; what a client asks for is never left out.
 */
public final class ProviderDialect implements Upstream {

    private final Upstream server;
    private final ProviderPreset preset;
    private final List<String> models;
    private final MemberRewriter rewriter;

    /**
     * A server that is called as its provider expects it.
     *
     * @param models the names that the operator gave it, which are its list if the provider has none
     */
    public ProviderDialect(Upstream server, ProviderPreset preset, List<String> models) {
        this.server = server;
        this.preset = preset;
        this.models = models.stream().filter(name -> name.indexOf('*') < 0).toList();
        this.rewriter = new MemberRewriter(preset.quirks());
    }

    @Override
    public String provider() {
        return preset.provider().traceName();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return server.complete(translated(call));
    }

    @Override
    public Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        return server.complete(translated(call), receiver);
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return server.stream(translated(call));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return server.relays(endpoint);
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return server.relay(preset.quirks().changesCalls()
                ? call.withModel(call.model(), rewriter.rewritten(call.body()))
                : call, timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        ProviderQuirks quirks = preset.quirks();
        if (!quirks.listsModels()) {
            return Uni.createFrom().item(models.stream().map(this::entry).toList());
        }
        String prefix = quirks.listPrefix();
        return prefix.isEmpty()
                ? server.models()
                : server.models().map(list -> list.stream().map(entry -> without(prefix, entry)).toList());
    }

    private ObjectNode entry(String model) {
        return JsonNodeFactory.instance.objectNode().put("id", model).put("object", "model").put("created", 0)
                .put("owned_by", preset.id());
    }

    private static ObjectNode without(String prefix, ObjectNode entry) {
        String id = entry.path("id").asText();
        return id.startsWith(prefix) ? entry.deepCopy().put("id", id.substring(prefix.length())) : entry;
    }

    private UpstreamCall translated(UpstreamCall call) {
        Map<String, String> names = preset.quirks().renamed();
        UpstreamCall translated = call;
        if (!preset.quirks().developerRole()
                && call.conversation().messages().stream().anyMatch(ProviderDialect::isDeveloper)) {
            translated = new UpstreamCall(call.model(), withoutDeveloper(call.conversation()), call.parameters(),
                    call.choices(), call.timeouts(), call.id(), call.form(), call.group());
        }
        return names.keySet().stream().anyMatch(call.parameters()::containsKey)
                ? translated.withParameters(renamed(names, call.parameters()))
                : translated;
    }

    private static boolean isDeveloper(ChatMessage message) {
        return message.role().equals(Role.DEVELOPER);
    }

    private static Conversation withoutDeveloper(Conversation conversation) {
        return new Conversation(conversation.messages().stream()
                .map(message -> isDeveloper(message)
                        ? new ChatMessage(Role.SYSTEM, message.content(), message.extra())
                        : message)
                .toList());
    }

    private static Map<String, JsonNode> renamed(Map<String, String> names, Map<String, JsonNode> parameters) {
        var renamed = new LinkedHashMap<String, JsonNode>();
        parameters.forEach((name, value) -> renamed.put(
                parameters.containsKey(names.getOrDefault(name, name)) ? name : names.getOrDefault(name, name), value));
        return renamed;
    }
}
