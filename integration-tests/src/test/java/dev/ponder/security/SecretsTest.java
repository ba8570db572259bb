package dev.ponder.security;

import static dev.ponder.profiles.AccessProfile.FULL_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ponder.profiles.AccessProfile;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstreamResource;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;

/**
 * Sends marked keys, valid and invalid, through every path, and searches for them in all that leaves the server: logs of each
 * level, responses, metrics, events, upstream calls.
 */
@QuarkusTest
@TestProfile(AccessProfile.class)
class SecretsTest extends ServerTest {

    /** Part of each marked key. */
    private static final String MARK = "marked-secret";
    private static final String INVALID_KEY = MARK + "-that-is-not-valid";
    private static final List<String> PATHS = List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings",
            "/v1/rerank", "/openai/v1/chat/completions", "/openai/deployments/secrets/chat/completions", "/mcp",
            "/v1/models/plain:predict", "/v1/models/secrets:predict", "/v2/models/plain/infer",
            "/v2/models/secrets/generate", "/v2/models/secrets/generate_stream", "/v2/repository/index", "/nothing");

    @Inject
    Events events;

    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {

        private final PatternFormatter format = new PatternFormatter("%c %X %s%e");

        @Override
        public void publish(LogRecord entry) {
            logged.add(format.format(entry));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };

    /** Also a bean of the other tests, where it is off. */
    @Singleton
    public static class Events implements InferenceListener {

        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        private final boolean enabled;

        Events(@ConfigProperty(name = AccessProfile.RECORD_EVENTS, defaultValue = "false") boolean enabled) {
            this.enabled = enabled;
        }

        @Override
        public boolean wants(Class<? extends InferenceEvent> type) {
            return enabled;
        }

        @Override
        public void on(InferenceEvent event) {
            seen.add(event.toString());
        }
    }

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(handler);
    }

    @Test
    void noKeyLeavesTheServer() {
        FakeModel model = upstream.named("secrets").plays(UpstreamScript.answers("It is 391."));
        FakeModel failing = upstream.named("secrets-failing").plays(call -> call.reply(500, "{}", Map.of()));
        upstream.named("v1-plain").plays(UpstreamScript.answers("It is 391."));
        String token = OidcWiremockTestResource.getAccessToken("alice", Set.of(AccessProfile.ROLE));
        int signature = token.lastIndexOf('.') + 1;
        String tampered = token.substring(0, signature) + "AAAA" + token.substring(signature + 4);
        var out = new ArrayList<String>();

        for (String key : List.of(FULL_KEY, INVALID_KEY, token, tampered)) {
            for (String[] headers : headers(key)) {
                for (String path : PATHS) {
                    out.add(text(client.at(path).chat(body(), headers)));
                }
                out.add(text(client.chat(Chat.stream("secrets"), headers)));
                out.add(text(client.chat(Chat.stream("re2-secrets"), headers)));
                out.add(text(client.chat(traced(), headers)));
                out.add(text(client.chat(Chat.ask("moa-secrets-failing"), headers)));
                out.add(text(client.chat(Chat.ask(FakeUpstreamResource.UNREACHABLE_MODEL), headers)));
                out.add(text(client.chat("no json", headers)));
                for (String path : List.of("/v1/models", "/v1/models/secrets", "/v1/strategies", "/v2/models", "/",
                        "/q/health", "/q/metrics", "/q/openapi")) {
                    out.add(text(client.send("GET", path, "", headers)));
                }
            }
        }
        out.add(ServerMetrics.all());
        List<String> calls = new ArrayList<>();
        for (FakeModel called : List.of(model, failing)) {
            called.calls().forEach(call -> calls.add(sent(call)));
        }

        assertThat(calls).isNotEmpty();
        assertThat(events.seen).isNotEmpty();
        assertThat(logged).isNotEmpty();
        for (List<String> texts : List.of(out, calls, events.seen, logged)) {
            // A copy, because the server may still log
            assertThat(new ArrayList<>(texts))
                    .noneMatch(text -> text.contains(MARK) || text.contains(token) || text.contains(tampered)
                            || text.contains(FakeUpstreamResource.API_KEY) && texts != calls);
        }
    }

    private static List<String[]> headers(String key) {
        return List.of(new String[]{"Authorization", "Bearer " + key}, new String[]{"x-api-key", key},
                new String[]{"api-key", key}, new String[]{"Authorization", "Bearer " + key, "x-api-key", key});
    }

    private static String body() {
        return "{\"model\":\"secrets\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"prompt\":\"x\","
                + "\"input\":\"x\",\"query\":\"x\",\"documents\":[\"x\"],\"text_input\":\"x\",\"instances\":[\"x\"],"
                + "\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    }

    private static Object traced() {
        var body = Chat.ask("moa-secrets");
        body.putObject("ponder").put("trace", true);
        return body;
    }

    private static String text(HttpReply reply) {
        return reply.headers().map() + reply.text();
    }

    private static String sent(FakeCall call) {
        return call.headers("authorization") + "" + call.headers("x-api-key") + call.headers("api-key") + call.json();
    }
}
