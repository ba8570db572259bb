package dev.ponder.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;

class InferenceEventsTest {

    private final List<String> heard = new ArrayList<>();

    private static void publish(InferenceEvents events) {
        events.publish(ChoiceFinished.class,
                () -> new ChoiceFinished(Instant.EPOCH, "r", 0, Answer.of("a", FinishReason.STOP)));
    }

    @Test
    void allListenersAreCalledInOrder() {
        publish(new InferenceEvents(List.of(event -> heard.add("first"), event -> heard.add("second"))));

        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void whilePausedNoListenerIsCalled() {
        var events = new InferenceEvents(List.of(event -> heard.add("listener")));
        events.pause(true);
        publish(events);
        assertThat(events.wanted(ChoiceFinished.class)).isFalse();
        assertThat(heard).isEmpty();

        events.pause(false);
        publish(events);
        assertThat(heard).containsExactly("listener");
    }

    @Test
    void aListenerThatThrowsChangesNothingForTheOthers() {
        var events = new InferenceEvents(List.of(event -> {
            throw new IllegalStateException("broken listener");
        }, event -> {
            throw new AssertionError("broken assertion");
        }, event -> heard.add("third")));
        publish(events);
        publish(events);

        assertThat(heard).containsExactly("third", "third");
    }

    @Test
    void aListenerWhoseWantsThrowsReceivesNothing() {
        var events = new InferenceEvents(List.of(new InferenceListener() {

            @Override
            public void on(InferenceEvent event) {
                heard.add("broken");
            }

            @Override
            public boolean wants(Class<? extends InferenceEvent> type) {
                throw new IllegalStateException("broken wants");
            }
        }, event -> heard.add("second")));
        publish(events);
        publish(events);

        assertThat(heard).containsExactly("second", "second");
    }

    @Test
    void eventsThatNoListenerWantsAreNotCreated() {
        var events = new InferenceEvents(List.of(new InferenceListener() {

            @Override
            public void on(InferenceEvent event) {
                heard.add("unwanted");
            }

            @Override
            public boolean wants(Class<? extends InferenceEvent> type) {
                return type == AnswerStarted.class;
            }
        }));
        events.publish(ChoiceFinished.class, () -> {
            throw new AssertionError("created");
        });

        assertThat(heard).isEmpty();
        assertThat(events.wanted(ChoiceFinished.class)).isFalse();
        assertThat(events.wanted(AnswerStarted.class)).isTrue();
    }
}
