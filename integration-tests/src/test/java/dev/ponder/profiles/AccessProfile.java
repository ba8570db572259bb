package dev.ponder.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;

/** Clients with API keys in the configuration and in a file, and with tokens of an identity provider. */
public class AccessProfile implements QuarkusTestProfile {

    /** The key of a client that may use the strategy {@code re2} only, which is its default. */
    public static final String RE2_KEY = "marked-secret-of-re2-5bd1c3";
    /** The key of a client that may use everything that needs no listing by name. */
    public static final String FULL_KEY = "marked-secret-of-full-77aa01";
    /** The key of a client that may use some models and strategies by their names, in the file. */
    public static final String FILE_KEY = "marked-secret-of-file-0f92be";
    /** The key of a client with low limits. */
    public static final String LOW_KEY = "marked-secret-of-low-18c0de";
    /** The setting that makes a test keep all events. */
    public static final String RECORD_EVENTS = "test.record-events";
    /** The role whose tokens identify a client. */
    public static final String ROLE = "analyst";

    @Override
    public Map<String, String> getConfigOverrides() {
        var config = new HashMap<>(Map.of(
                "ponder.mcp.server.enabled", "true",
                "ponder.access-log", "true",
                "ponder.trace.enabled", "true",
                "ponder.strategies.readurls.enabled", "true",
                "ponder.forward-headers", "authorization,x-api-key,x-*,api-key",
                "ponder.default-strategy", "moa",
                "quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", "${keycloak.url}/realms/quarkus/",
                "quarkus.log.level", "DEBUG",
                "quarkus.log.console.level", "WARN"));
        config.put(RECORD_EVENTS, "true");
        config.put("ponder.models.think.model", "moa-aliased");
        client(config, "re2-only", RE2_KEY, Map.of("strategies", "re2", "default-strategy", "re2"));
        client(config, "full", FULL_KEY, Map.of("default-strategy", "none"));
        client(config, "low", LOW_KEY, Map.of("max-calls", "2", "max-tokens", "1000", "deadline", "60S"));
        config.put("ponder.access.clients.analysts.roles", ROLE);
        config.put("ponder.access.clients.analysts.default-strategy", "none");
        config.put("ponder.access.token-name-claim", "preferred_username");
        config.put("ponder.access.clients-file", file().toString());
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OidcWiremockTestResource.class));
    }

    private static void client(Map<String, String> config, String name, String key, Map<String, String> settings) {
        String prefix = "ponder.access.clients." + name + ".";
        config.put(prefix + "key-hashes", hash(key));
        settings.forEach((setting, value) -> config.put(prefix + setting, value));
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("clients", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, """
                    clients:
                      of-file:
                        key-hashes: ["sha256:%s"]
                        models: ["file-*", think]
                        strategies: [readurls, re2, moa, router]
                        default-strategy: none
                    """.formatted(hash(FILE_KEY)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
