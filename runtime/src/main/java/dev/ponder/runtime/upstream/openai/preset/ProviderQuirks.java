package dev.ponder.runtime.upstream.openai.preset;

import java.util.Map;
import java.util.Set;

import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;

/**
 * How a provider differs from OpenAI's API.
 *
 * @param choices whether it returns several choices for {@code n}, as far as that is known before a call
 * @param rejected the parameters that it rejects or ignores; calls of strategies leave theirs out
 * @param renamed other names of parameters, by those of OpenAI
 * @param developerRole whether it accepts messages of the role {@code developer}; else their role is sent as {@code system}
 * @param listsModels whether {@code GET /models} lists what calls can name
 * @param listPrefix a prefix of the names in that list, which calls do without; empty for none
 */
public record ProviderQuirks(NSupport choices, Set<String> rejected, Map<String, String> renamed, boolean developerRole,
        boolean listsModels, String listPrefix) {

    /** No differences; whether {@code n} works is learned from the first call. */
    public static final ProviderQuirks NONE = new ProviderQuirks(NSupport.UNKNOWN, Set.of(), Map.of(), true, true, "");

    ProviderQuirks choices(NSupport support) {
        return new ProviderQuirks(support, rejected, renamed, developerRole, listsModels, listPrefix);
    }

    ProviderQuirks rejecting(String... parameters) {
        return new ProviderQuirks(choices, Set.of(parameters), renamed, developerRole, listsModels, listPrefix);
    }

    ProviderQuirks renaming(Map<String, String> names) {
        return new ProviderQuirks(choices, rejected, Map.copyOf(names), developerRole, listsModels, listPrefix);
    }

    ProviderQuirks withoutDeveloperRole() {
        return new ProviderQuirks(choices, rejected, renamed, false, listsModels, listPrefix);
    }

    ProviderQuirks withoutModelList() {
        return new ProviderQuirks(choices, rejected, renamed, developerRole, false, listPrefix);
    }

    ProviderQuirks listing(String prefix) {
        return new ProviderQuirks(choices, rejected, renamed, developerRole, listsModels, prefix);
    }

    /** Whether calls and the list of models are those of OpenAI's API. */
    public boolean isNone() {
        return !changesCalls() && listsModels && listPrefix.isEmpty();
    }

    /** Whether calls must be changed for the provider. */
    public boolean changesCalls() {
        return !renamed.isEmpty() || !developerRole;
    }
}
