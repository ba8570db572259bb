package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.Provider;
import dev.ponder.runtime.config.reload.FileWatcher;
import dev.ponder.runtime.metrics.ReloadMetrics;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.runtime.upstream.UpstreamRoute;
import dev.ponder.testing.TestConfig;
import dev.ponder.testing.VirtualTime;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

class ProviderPresetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Timer NO_LIMITS = (delay, task) -> () -> {
    };
    private static final String REPLY = "{'choices': [{'index': 0, 'message': {'role': 'assistant', 'content': 'four'},"
            + " 'finish_reason': 'stop'}], 'usage': {'prompt_tokens': 3, 'completion_tokens': 1, 'total_tokens': 4}}";
    private static final String LIST = "{'object': 'list', 'data': [{'id': 'models/gemini-2.5-flash', 'object': 'model'}]}";
    private static final String BODY = "{ 'model':'m', 'seed': 7, 'max_completion_tokens':9,"
            + " 'messages':[{'role':'developer','content':'a developer, a seed'}, {'content':'Hi','role':'user'}] }";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final TestConfig config = new TestConfig().with("ponder.upstreams.default.weight", "1");
    private final ModelKnowledge knowledge = new ModelKnowledge();
    private final VirtualTime time = new VirtualTime();
    private final Vertx vertx = Vertx.vertx();
    private final ModelServer server = ModelServer.replying(request -> request.response()
            .putHeader("Content-Type", "application/json")
            .end((request.path().endsWith("/models") ? LIST : REPLY).replace('\'', '"')));

    @AfterEach
    void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static final class NoMetrics implements ReloadMetrics {

        @Override
        public void watched(String property, BooleanSupplier used) {
            // Not tested here
        }

        @Override
        public void reloaded(String property, boolean used) {
            // Not tested here
        }

        @Override
        public void changed(String setting) {
            // Not tested here
        }
    }

    private static final class NoTls implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }

    private OpenAiUpstreamFactory factory() {
        return new OpenAiUpstreamFactory(config.ponder(), variable -> Optional.ofNullable(environment.get(variable)),
                new UpstreamTls(new NoTls()), new FileWatcher(time, new ThreadOffload(Runnable::run), new NoMetrics()),
                knowledge, vertx, NO_LIMITS, Fixtures.MAPPER, Clock.systemUTC(), null);
    }

    private UpstreamRoute route() {
        return factory().routes().get(0);
    }

    private Upstream local(String provider, String key) {
        environment.put(key, "key-0123456789");
        config.with("ponder.provider", provider).with("ponder.upstreams.default.base-url", address());
        return route().upstream();
    }

    private String address() {
        return "http://localhost:" + server.port() + "/v1";
    }

    private static UpstreamCall call() {
        JsonNode parameters = Fixtures.json("{'seed': 7, 'max_completion_tokens': 9}");
        return new UpstreamCall("m", new Conversation(List.of(
                new ChatMessage(Role.DEVELOPER, new Content.Text("Be brief"), Map.of()), ChatMessage.user("Hi"))),
                Map.of("seed", parameters.get("seed"), "max_completion_tokens",
                        parameters.get("max_completion_tokens")),
                1);
    }

    private static void complete(Upstream upstream) {
        upstream.complete(call()).await().atMost(PATIENCE);
    }

    private static void relay(Upstream upstream) {
        RelayedReply.of(RelayPart.of(upstream, new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m",
                Buffer.buffer(BODY.replace('\'', '"')), false, false, false, TimeoutOverrides.NONE), Runnable::run));
    }

    private static List<String> listed(Upstream upstream) {
        return upstream.models().await().atMost(PATIENCE).stream().map(entry -> entry.path("id").asText()).toList();
    }

    private ModelServer.Exchange received() {
        return server.exchanges().get(server.exchanges().size() - 1);
    }

    private void receivedAt(String uri, String header, String key) {
        assertThat(received().request().uri()).isEqualTo(uri);
        assertThat(received().request().getHeader(header)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"openai, OPENAI_API_KEY, https://api.openai.com/v1",
            "openrouter, OPENROUTER_API_KEY, https://openrouter.ai/api/v1",
            "gemini, GEMINI_API_KEY, https://generativelanguage.googleapis.com/v1beta/openai",
            "gemini, GOOGLE_API_KEY, https://generativelanguage.googleapis.com/v1beta/openai",
            "mistral, MISTRAL_API_KEY, https://api.mistral.ai/v1", "groq, GROQ_API_KEY, https://api.groq.com/openai/v1",
            "cerebras, CEREBRAS_API_KEY, https://api.cerebras.ai/v1",
            "deepseek, DEEPSEEK_API_KEY, https://api.deepseek.com/v1", "ollama, IGNORED, http://localhost:11434/v1",
            "vllm, IGNORED, http://localhost:8000/v1", "anthropic, ANTHROPIC_API_KEY, https://api.anthropic.com/v1"})
    void providerAndKeyAreEnough(String provider, String variable, String address) {
        config.with("ponder.provider", provider);
        environment.put(variable, "key-0123456789");

        assertThat(factory().faults()).isEmpty();
        assertThat(route().address()).isEqualTo(address);
        assertThat(route().fallback()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Provider.class, mode = EnumSource.Mode.EXCLUDE, names = {"OLLAMA", "VLLM"})
    void aMissingKeyOfACloudIsAFault(Provider provider) {
        config.with("ponder.provider", provider.name().toLowerCase(Locale.ROOT));
        environment.put("AZURE_OPENAI_ENDPOINT", "https://r.openai.azure.com");

        assertThat(factory().faults()).singleElement().asString()
                .startsWith("ponder.upstreams.default.api-key is missing").contains("_API_KEY");
    }

    @Test
    void keysOfOpenAiDoNotGoToOtherProviders() {
        config.with("ponder.provider", "groq").with("ponder.openai.api-key", "sk-openai")
                .with("ponder.openai.base-url", "https://api.openai.com/v1");

        assertThat(factory().faults()).singleElement().asString().contains("GROQ_API_KEY");
    }

    @Test
    void azureWithoutVersionHasTheVersionInItsPath() {
        config.with("ponder.provider", "azure");
        environment.putAll(Map.of("AZURE_OPENAI_ENDPOINT", "http://localhost:" + server.port() + "/",
                "AZURE_OPENAI_API_KEY", "key-0123456789", "AZURE_OPENAI_DEPLOYMENT", "m, gpt-4o"));
        Upstream azure = route().upstream();

        complete(azure);
        receivedAt("/openai/v1/chat/completions", "api-key", "key-0123456789");
        assertThat(received().request().getHeader("authorization")).isNull();
        assertThat(received().json().path("messages").path(0).path("role").asText()).isEqualTo("developer");
        relay(azure);
        receivedAt("/openai/v1/chat/completions", "api-key", "key-0123456789");
        assertThat(received().body()).hasToString(BODY.replace('\'', '"'));
        assertThat(listed(azure)).containsExactly("m", "gpt-4o");
        assertThat(route().claims()).containsExactly("m", "gpt-4o");
    }

    @Test
    void azureWithVersionHasTheDeploymentInItsPath() {
        config.with("ponder.provider", "azure").with("ponder.upstreams.default.model-map.m", "my gpt/4");
        environment.putAll(Map.of("AZURE_OPENAI_ENDPOINT", "http://localhost:" + server.port(), "OPENAI_API_VERSION",
                "2024-10-21", "AZURE_OPENAI_AD_TOKEN", "token-0123456789"));
        Upstream azure = route().upstream();

        complete(azure);
        receivedAt("/openai/deployments/my%20gpt%2F4/chat/completions?api-version=2024-10-21", "authorization",
                "Bearer token-0123456789");
        relay(azure);
        receivedAt("/openai/deployments/my%20gpt%2F4/chat/completions?api-version=2024-10-21", "authorization",
                "Bearer token-0123456789");
        assertThat(route().address()).isEqualTo("http://localhost:" + server.port() + "/openai/deployments/{model}");
        assertThat(listed(azure)).isEmpty();
    }

    @Test
    void mistralHasOtherNamesAndNoDeveloper() {
        Upstream mistral = local("mistral", "MISTRAL_API_KEY");

        complete(mistral);
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-0123456789");
        JsonNode called = received().json();
        assertThat(called.path("random_seed").asInt()).isEqualTo(7);
        assertThat(called.path("max_tokens").asInt()).isEqualTo(9);
        assertThat(called.has("seed") || called.has("max_completion_tokens")).isFalse();
        assertThat(called.path("messages").path(0).path("role").asText()).isEqualTo("system");

        relay(mistral);
        assertThat(received().body()).hasToString(BODY.replace("'seed'", "'random_seed'")
                .replace("max_completion_tokens", "max_tokens").replace("'developer'", "'system'").replace('\'', '"'));
    }

    @Test
    void mistralIsNotAskedForTheUsageOfStreams() {
        Upstream mistral = local("mistral", "MISTRAL_API_KEY");
        RelayedReply.of(RelayPart.of(mistral, new RelayCall(new Endpoint("/chat/completions", "chat completions"), "m",
                Buffer.buffer("{\"model\":\"m\",\"stream\":true}"), true, false, false, TimeoutOverrides.NONE),
                Runnable::run));

        assertThat(received().json().has("stream_options")).isFalse();
        assertThat(knowledge.rejectedParameters(new Model("default", "m"))).contains("stream_options", "logprobs");
    }

    @ParameterizedTest
    @CsvSource({"cerebras, CEREBRAS_API_KEY", "deepseek, DEEPSEEK_API_KEY", "ollama, OLLAMA_API_KEY",
            "vllm, VLLM_API_KEY"})
    void othersHaveNoDeveloper(String provider, String key) {
        Upstream upstream = local(provider, key);
        complete(upstream);
        assertThat(received().json().path("messages").path(0).path("role").asText()).isEqualTo("system");
        assertThat(received().json().path("seed").asInt()).isEqualTo(7);
        relay(upstream);
        assertThat(received().body())
                .hasToString(BODY.replace("'developer'", "'system'").replace('\'', '"'));
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-0123456789");
    }

    @ParameterizedTest
    @CsvSource({"openai, OPENAI_API_KEY", "openrouter, OPENROUTER_API_KEY", "gemini, GEMINI_API_KEY",
            "groq, GROQ_API_KEY", "anthropic, ANTHROPIC_API_KEY"})
    void theRestIsCalledLikeOpenAi(String provider, String key) {
        Upstream upstream = local(provider, key);
        if (provider.equals("openai")) {
            config.with("ponder.openai.api-key", "key-0123456789");
            upstream = route().upstream();
        }
        complete(upstream);
        assertThat(received().json().path("messages").path(0).path("role").asText()).isEqualTo("developer");
        assertThat(received().json().path("seed").asInt()).isEqualTo(7);
        relay(upstream);
        assertThat(received().body()).hasToString(BODY.replace('\'', '"'));
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-0123456789");
    }

    @ParameterizedTest
    @CsvSource({"openrouter, OPENROUTER_API_KEY, UNSUPPORTED", "groq, GROQ_API_KEY, UNSUPPORTED",
            "deepseek, DEEPSEEK_API_KEY, UNSUPPORTED", "ollama, OLLAMA_API_KEY, UNSUPPORTED",
            "anthropic, ANTHROPIC_API_KEY, UNSUPPORTED", "vllm, VLLM_API_KEY, HONOURED",
            "gemini, GEMINI_API_KEY, UNKNOWN"})
    void severalChoicesAreKnownBeforeTheFirstCall(String provider, String key, NSupport support) {
        local(provider, key);

        assertThat(knowledge.nSupport(new Model("default", "any"))).isEqualTo(support);
    }

    @Test
    void groqGetsNoLogProbabilitiesOfStrategies() {
        local("groq", "GROQ_API_KEY");

        assertThat(knowledge.rejectedParameters(new Model("default", "any"))).contains("logprobs", "top_logprobs");
    }

    @Test
    void geminiListsModelsWithoutTheirPrefix() {
        assertThat(listed(local("gemini", "GEMINI_API_KEY"))).containsExactly("gemini-2.5-flash");
        assertThat(received().request().uri()).isEqualTo("/v1/models");
    }

    @Test
    void anthropicIsNotAskedForItsModels() {
        config.with("ponder.upstreams.default.models", "claude-sonnet-4-5,claude-*");

        assertThat(listed(local("anthropic", "ANTHROPIC_API_KEY"))).containsExactly("claude-sonnet-4-5");
        assertThat(server.exchanges()).isEmpty();
    }

    @Test
    void openAiGetsOrganizationAndProject() {
        environment.putAll(Map.of("OPENAI_ORG_ID", "org-1", "OPENAI_PROJECT_ID", "proj-1"));
        complete(local("openai", "OPENAI_API_KEY"));

        assertThat(received().request().getHeader("OpenAI-Organization")).isEqualTo("org-1");
        assertThat(received().request().getHeader("OpenAI-Project")).isEqualTo("proj-1");
    }

    @ParameterizedTest
    @CsvSource({"OLLAMA_HOST, 0.0.0.0, ollama, http://127.0.0.1:11434/v1",
            "OLLAMA_HOST, gpu:8080, ollama, http://gpu:8080/v1", "OLLAMA_HOST, :8080, ollama, http://127.0.0.1:8080/v1",
            "OLLAMA_HOST, https://o.example.com/, ollama, https://o.example.com/v1",
            "OPENAI_BASE_URL, http://gpu:8000/v1, vllm, http://gpu:8000/v1",
            "ANTHROPIC_BASE_URL, https://gateway.example.com, anthropic, https://gateway.example.com/v1"})
    void addressesAreReadAsTheProvidersToolsReadThem(String variable, String value, String provider, String address) {
        environment.putAll(Map.of(variable, value, "ANTHROPIC_API_KEY", "key-0123456789"));
        config.with("ponder.provider", provider);

        assertThat(route().address()).isEqualTo(address);
    }

    @Test
    void severalProvidersServeTheirModels() {
        config.with("ponder.upstreams.fast.provider", "groq").with("ponder.upstreams.fast.base-url", address())
                .with("ponder.upstreams.fast.api-key", "key-0123456789")
                .with("ponder.upstreams.cloud.provider", "azure").with("ponder.upstreams.cloud.models", "gpt-4o");
        environment.putAll(Map.of("AZURE_OPENAI_ENDPOINT", "https://r.openai.azure.com", "AZURE_OPENAI_API_KEY", "k1"));

        assertThat(factory().routes()).extracting(route -> route.upstream().name() + " " + route.address())
                .containsExactly("cloud https://r.openai.azure.com/openai/v1", "fast " + address());
        assertThat(knowledge.nSupport(new Model("cloud+fast", "m"))).isEqualTo(NSupport.UNSUPPORTED);
        assertThat(knowledge.rejectedParameters(new Model("cloud+fast", "m"))).contains("logprobs");
    }

    @Test
    void anUpstreamThatCannotListItsModelsNeedsThem() {
        config.with("ponder.upstreams.a.base-url", "http://a/v1").with("ponder.upstreams.b.provider", "anthropic")
                .with("ponder.upstreams.b.api-key", "k1");

        assertThat(factory().faults()).singleElement().asString().startsWith("ponder.upstreams.b.models is missing");
    }

    @Test
    void queryAndHeaderOfTheKeyAreSettings() {
        config.with("ponder.upstreams.default.base-url", address() + "?tenant=a%20b")
                .with("ponder.upstreams.default.query.api.version", "2024-10-21")
                .with("ponder.upstreams.default.api-key", "key-0123456789")
                .with("ponder.upstreams.default.api-key-header", "X-Api-Key");
        complete(route().upstream());

        receivedAt("/v1/chat/completions?tenant=a%20b&api-version=2024-10-21", "x-api-key", "key-0123456789");
        assertThat(received().request().getHeader("authorization")).isNull();
    }

    @Test
    void aKeyInAFileIsReadAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "key-1111111111\n");
        config.with("ponder.upstreams.default.base-url", address())
                .with("ponder.upstreams.default.api-key-file", file.toString());
        Upstream upstream = route().upstream();
        complete(upstream);
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-1111111111");

        Files.writeString(file, "key-2222222222\n");
        time.advance(Duration.ofSeconds(3));
        complete(upstream);
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-2222222222");

        Files.writeString(file, "key 3333\n");
        time.advance(Duration.ofSeconds(3));
        complete(upstream);
        receivedAt("/v1/chat/completions", "authorization", "Bearer key-2222222222");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hidden\nkey", "hidden key"})
    void aWrongKeyInAFileStopsTheStart(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        config.with("ponder.upstreams.default.base-url", address())
                .with("ponder.upstreams.default.api-key-file", file.toString());

        assertThatThrownBy(this::route).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("ponder.upstreams.default.api-key-file: '" + file + "'")
                .hasMessageNotContaining("hidden");
    }
}
