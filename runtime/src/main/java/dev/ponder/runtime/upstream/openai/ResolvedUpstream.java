package dev.ponder.runtime.upstream.openai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.upstream.openai.preset.ProviderPreset;
import dev.ponder.runtime.upstream.openai.preset.ProviderQuirks;

/**
 * An upstream with what is needed to call it.
 *
 * @param property the prefix of its properties
 * @param key the key; empty for none, and if a file contains it
 * @param keyHeader the header that carries the key
 * @param keyFile the file with the key
 * @param headers the additional headers
 * @param models the models that it serves, as far as they are set
 */
record ResolvedUpstream(String name, String property, UpstreamConfig config, UpstreamAddress address,
        Optional<String> key, String keyHeader, Optional<Path> keyFile, Map<String, String> headers,
        Optional<ProxySetting> proxy, Optional<ProviderPreset> preset, List<String> models) {

    /** The headers that authorize calls, with the key that is set. */
    UpstreamCredentials credentials(List<String> faults) {
        return UpstreamCredentials.of(property, keyHeader, key, address.userInfo(), headers, faults);
    }

    /** The headers with the key that a file contains; throws {@link IllegalArgumentException} with what is wrong. */
    UpstreamCredentials credentials(String file) {
        var faults = new ArrayList<String>();
        if (file.isBlank()) {
            faults.add("it is empty (expected an API key)");
        }
        var credentials = UpstreamCredentials.of(property, keyHeader, Optional.of(file), address.userInfo(), headers,
                faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return credentials;
    }

    ProviderQuirks quirks() {
        return preset.map(ProviderPreset::quirks).orElse(ProviderQuirks.NONE);
    }
}
