package dev.ponder.runtime.launch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Maps the command-line flags of KServe's model server to configuration properties. */
final class FlagSettings {

    /** Flags for model files, Python processes and threads, or gRPC. */
    private static final Set<String> IGNORED = Set.of("access_log_format", "collect_detailed_traces",
            "configure_logging", "enable_docs_url", "enable_grpc", "enable_latency_logging",
            "enable_predictor_health_check", "event_loop", "grpc_max_receive_message_length",
            "grpc_max_send_message_length", "grpc_port", "log_config_file", "max_asyncio_workers", "max_threads",
            "model_dir", "otlp_traces_endpoint", "predictor_protocol", "predictor_request_retries",
            "predictor_request_timeout_seconds", "protocol", "timeout_keep_alive", "workers");

    /** The flags, for {@code --help}. */
    static final String HELP = """
            Ponder: an OpenAI-compatible server for inference-time compute

            Usage: java -jar quarkus-run.jar [FLAG...]      (a flag is --name=value or --name value)

              --http_port PORT          port to listen on (default 8080)
              --model_name NAME         name of the model in ponder.kserve.model
              --predictor_host HOST     host and port of the default upstream
              --predictor_use_ssl       whether the default upstream uses TLS
              --train                   warms up with every strategy and exits, to create an AOT cache
              --replay FILE             replays the requests of a record file offline and exits
              --request ID              replays this request alone
              --help                    prints this text
              --version                 prints the version

            Accepted and ignored, for KServe's deployments: %s

            Settings are environment variables or system properties:
              OPENAI_BASE_URL           base URL of the default upstream, including /v1
              OPENAI_API_KEY            its API key
              PONDER_PROVIDER           another provider of the models, such as azure or gemini
              PONDER_SIM_ENABLED=true   serves the simulated model 'sim'
            docs/configuration.md lists all of them.""".formatted(IGNORED.stream().sorted().map(name -> "--" + name)
            .collect(Collectors.joining(", ")));

    /** Starts a training run: the server warms up with every strategy, and exits when it has started. */
    static final String TRAIN = "train";
    /** Properties of a training run, unless the command line sets them. It needs no upstream. */
    static final Map<String, String> TRAINING = Map.of("ponder.sim.enabled", "true", "quarkus.http.port", "0",
            "ponder.warmup.enabled", "true", "ponder.warmup.strategies", "*", "ponder.warmup.requests", "20000",
            "ponder.warmup.timeout", "60S");

    private final Flags flags;
    private final Map<String, String> settings = new HashMap<>();

    FlagSettings(Flags flags) {
        this.flags = flags;
        set("http_port", "quarkus.http.port", FlagSettings::port);
        set("model_name", "ponder.kserve.service-name", FlagSettings::name);
        set("predictor_host", "ponder.openai.base-url", this::predictor);
    }

    /** Values by property name. */
    Map<String, String> settings() {
        return settings;
    }

    /** The names of the ignored flags. Their values may be secrets and are left out. */
    List<String> ignored() {
        return flags.names().stream().filter(IGNORED::contains).map(name -> "--" + name).toList();
    }

    private void set(String flag, String key, UnaryOperator<String> reader) {
        flags.value(flag).ifPresent(value -> settings.put(key, reader.apply(value)));
    }

    private static String port(String value) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw malformed("http_port", value, "a port, 0 to 65535, such as --http_port=8080");
        }
        return value;
    }

    private static String name(String value) {
        if (value.isBlank()) {
            throw malformed("model_name", value, "the name of the service, such as --model_name=ponder");
        }
        return value;
    }

    /** A transformer's predictor is the upstream. OpenAI's API is used, because KServe's protocols do not stream. */
    private String predictor(String host) {
        if (!host.matches("[\\w.-]+(:\\d{1,5})?")) {
            throw malformed("predictor_host", host,
                    "a host and optionally a port, such as --predictor_host=llm.default");
        }
        String scheme = flags.value("predictor_use_ssl").filter(FlagSettings::isTrue).isPresent() ? "https" : "http";
        return scheme + "://" + host + "${ponder.kserve.predictor-path}";
    }

    private static boolean isTrue(String value) {
        return value.isEmpty() || Set.of("true", "1", "yes").contains(value.toLowerCase(Locale.ROOT));
    }

    private static IllegalArgumentException malformed(String flag, String value, String expected) {
        return new IllegalArgumentException("--" + flag + ": '" + value + "' (expected " + expected + ")");
    }
}
