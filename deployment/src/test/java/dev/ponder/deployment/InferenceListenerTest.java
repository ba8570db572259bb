package dev.ponder.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.InferenceEngine;
import dev.ponder.runtime.engine.InferenceRequest;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyExpression;
import io.quarkus.test.QuarkusUnitTest;

/** Every bean is called, by priority; one that throws changes nothing. */
class InferenceListenerTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = TestApplication.withoutUpstream()
            .overrideConfigKey("ponder.sim.enabled", "true")
            .overrideConfigKey("ponder.default-strategy", "plain");

    static final List<String> CALLED = new CopyOnWriteArrayList<>();

    @Inject
    InferenceEngine engine;

    @Inject
    RunRegistry runs;

    @Inject
    PonderConfig config;

    @Strategy(id = "plain", title = "Plain")
    static class Plain extends Toys.Speaking {
    }

    @ApplicationScoped
    static class Last implements InferenceListener {

        @Override
        public void on(InferenceEvent event) {
            CALLED.add("last");
        }

        @Override
        public boolean wants(Class<? extends InferenceEvent> type) {
            return type == RequestFinished.class;
        }
    }

    @Singleton
    @Priority(10)
    static class Second implements InferenceListener {

        @Override
        public void on(InferenceEvent event) {
            CALLED.add("second");
            throw new IllegalStateException("broken listener");
        }

        @Override
        public boolean wants(Class<? extends InferenceEvent> type) {
            return type == RequestStarted.class || type == RequestFinished.class;
        }
    }

    @Singleton
    @Priority(20)
    static class First implements InferenceListener {

        @Inject
        RunRegistry runs;

        @Override
        public void on(InferenceEvent event) {
            if (event instanceof RequestStarted) {
                CALLED.add("first, running: " + runs.running().size());
            } else if (event instanceof RequestFinished) {
                CALLED.add("first");
            }
        }
    }

    @Test
    void areCalledByPriority() {
        var prompt = new ChatRequest("sim", Conversation.of(ChatMessage.user("What is 2+2?")), Map.of());
        var request = new InferenceRequest(List.of(prompt), StrategyExpression.PLAIN, ParameterValues.NONE,
                RequestLimits.of(config.limits()), 1, false, Optional.empty(), progress -> {
                });

        assertThat(engine.run(request).parts().collect().asList().await().atMost(Duration.ofSeconds(30))).isNotEmpty();
        assertThat(CALLED).containsExactly("first, running: 1", "second", "first", "second", "last");
        assertThat(runs.running()).isEmpty();
    }
}
