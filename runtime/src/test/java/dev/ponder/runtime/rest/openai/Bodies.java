package dev.ponder.runtime.rest.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyJson;
import dev.ponder.runtime.rest.inference.ClientRequest;
import dev.ponder.runtime.rest.inference.ClientRequestReader;
import dev.ponder.runtime.rest.inference.JsonBodyReader;
import dev.ponder.runtime.rest.inference.PonderOptionsReader;
import dev.ponder.runtime.rest.inference.RequestHints;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.testing.TestConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Reads bodies as the endpoint does, beside one strategy with a parameter of each type. */
public final class Bodies {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Bodies() {
    }

    /** How a knob may stand. */
    public enum Way {
        UP, UP_SIDE_DOWN
    }

    /** A parameter of each type. */
    public interface Knobs {

        @Parameter(min = 1, max = 8, flat = "knob_samples")
        int samples();

        @Parameter(min = 0, max = 1)
        double share();

        @Parameter(flat = "knob_config.loudness")
        boolean loud();

        @Parameter
        Way way();

        @Parameter(min = 10, max = 1000)
        Duration pause();

        @Parameter
        Optional<String> judge();

        @Parameter
        List<String> models();

        @Parameter(min = 0)
        OptionalInt maxTokens();
    }

    @Strategy(id = "knobby", title = "Knobby", settings = Knobs.class)
    private static class Knobby implements InferenceStrategy.Transform {

        @Override
        public Uni<ChatRequest> transform(Inference inference) {
            return Uni.createFrom().item(inference.request());
        }
    }

    @Strategy(id = "plain", title = "Plain")
    private static class Plain extends Knobby {
    }

    public static StrategyRegistry registry() {
        return new StrategyRegistry(List.of(new Knobby(), new Plain()), TestConfig.defaults().limits());
    }

    /** JSON, with single quotes for easier reading. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ClientRequest read(String body, RequestHints hints) {
        return read(Buffer.buffer(body), hints);
    }

    public static ClientRequest read(Buffer body, RequestHints hints) {
        return new ChatRequestReader(json(), requests(), TestConfig.defaults()).read(body, hints);
    }

    public static ClientRequest read(String body, @Nullable String header) {
        return read(Buffer.buffer(body.replace('\'', '"')), RequestHints.strategy(header));
    }

    private static JsonBodyReader json() {
        return new JsonBodyReader(new BodyJson(MAPPER, TestConfig.defaults()));
    }

    public static ClientRequestReader requests() {
        var config = TestConfig.defaults();
        return new ClientRequestReader(config, new PonderOptionsReader(registry(), config), json());
    }

    public static ClientRequest read(String body) {
        return read(body, (String) null);
    }

    /** A question with these members beside it. */
    public static String with(String members) {
        return "{'model': 'm', 'messages': [{'role': 'user', 'content': 'Hi'}]"
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    /** The refusal of a body. */
    public static AbstractThrowableAssert<?, ?> assertRefused(String body) {
        return Assertions.assertThatThrownBy(() -> read(body)).isInstanceOf(RequestException.class)
                .hasFieldOrPropertyWithValue("status", 400);
    }
}
