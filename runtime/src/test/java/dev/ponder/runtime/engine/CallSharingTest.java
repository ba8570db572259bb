package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedUpstream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;

class CallSharingTest {

    private static final UpstreamCall CALL = call("Hi");

    private final CallSharing sharing = new CallSharing();
    private final ScriptedUpstream model = ScriptedUpstream.answering("one two three").wordDelay(Duration.ofSeconds(1));

    private static UpstreamCall call(String question) {
        return new UpstreamCall("m", Conversation.of(ChatMessage.user(question)), Map.of(), 1);
    }

    private Upstream request(String client) {
        return sharing.of(client).apply(model);
    }

    private UniAssertSubscriber<Completion> complete(Upstream upstream, UpstreamCall call) {
        return upstream.complete(call).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static AssertSubscriber<StreamEvent> stream(Upstream upstream) {
        return upstream.stream(CALL).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static String text(AssertSubscriber<StreamEvent> stream) {
        var text = new StringBuilder();
        stream.getItems().forEach(event -> {
            if (event instanceof StreamEvent.Part part && part.part() instanceof AnswerPart.Text piece) {
                text.append(piece.text());
            }
        });
        return text.toString();
    }

    @Test
    void identicalCallsOfAClientAreOne() {
        var first = complete(request("a"), CALL);
        var second = complete(request("a"), call("Hi"));
        model.time().advance(Duration.ofSeconds(1));

        assertThat(model.calls()).hasSize(1);
        assertThat(first.assertCompleted().getItem()).isSameAs(second.assertCompleted().getItem());
        assertThat(sharing.inFlight()).isZero();
    }

    @Test
    void otherClientsMessagesAndParametersAreOtherCalls() {
        complete(request("a"), CALL);
        complete(request("b"), CALL);
        complete(request("a"), call("Ho"));
        complete(request("a"), CALL.withParameters(Map.of("top_k", IntNode.valueOf(1))));
        complete(request("a"), CALL.withSeed(1));

        assertThat(model.calls()).hasSize(5);
    }

    @Test
    void callsThatFollowAreOtherCalls() {
        complete(request("a"), CALL);
        model.time().advance(Duration.ofSeconds(1));
        complete(request("a"), CALL);

        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void candidatesOfARequestStayDifferent() {
        Upstream one = request("a");
        Upstream other = request("a");
        List.of(one, one, one, other, other).forEach(upstream -> complete(upstream, CALL));

        assertThat(model.calls()).hasSize(3);
    }

    @Test
    void lateReaderReceivesTheWholeStream() {
        var first = stream(request("a"));
        model.time().advance(Duration.ofSeconds(3));
        var late = stream(request("a"));
        String before = text(late);
        model.time().advance(Duration.ofSeconds(9));

        assertThat(before).isNotEmpty().isNotEqualTo("one two three");
        assertThat(text(late)).isEqualTo("one two three").isEqualTo(text(first));
        assertThat(model.calls()).hasSize(1);
        late.assertCompleted();
    }

    @Test
    void onlyTheLastReaderCancelsTheCall() {
        var first = stream(request("a"));
        var second = stream(request("a"));
        model.time().advance(Duration.ofSeconds(2));

        first.cancel();
        assertThat(model.open()).isOne();
        second.cancel();

        assertThat(model.calls(ScriptedCall.State.CANCELLED)).hasSize(1);
        assertThat(sharing.inFlight()).isZero();
        stream(request("a"));
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void readerThatTakesNothingHoldsNobodyUp() {
        var slow = request("a").stream(CALL).subscribe().withSubscriber(AssertSubscriber.create(0));
        var fast = stream(request("a"));
        model.time().advance(Duration.ofSeconds(9));

        fast.assertCompleted();
        slow.request(Long.MAX_VALUE);
        assertThat(text(slow)).isEqualTo("one two three");
    }

    @Test
    @Timeout(60)
    void readersOnManyThreadsReceiveAllItems() throws InterruptedException {
        var calls = new AtomicInteger();
        Upstream burst = new Upstream() {
            @Override
            public String name() {
                return "burst";
            }

            @Override
            public Uni<Completion> complete(UpstreamCall call) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Multi<StreamEvent> stream(UpstreamCall call) {
                calls.incrementAndGet();
                return Multi.createFrom().range(0, 1000).map(i -> new StreamEvent.Part(new AnswerPart.Text(i + " ")));
            }

            @Override
            public Uni<List<ObjectNode>> models() {
                return Uni.createFrom().item(List.of());
            }
        };
        var pool = Executors.newFixedThreadPool(8);
        var wrong = new ArrayList<String>();
        for (int i = 0; i < 400; i++) {
            pool.execute(() -> {
                sharing.of("a").apply(burst).stream(CALL).collect().asList().subscribe().with(items -> {
                    if (items.size() != 1000) {
                        synchronized (wrong) {
                            wrong.add(items.size() + " items");
                        }
                    }
                }, failure -> {
                    synchronized (wrong) {
                        wrong.add(failure.toString());
                    }
                });
            });
        }

        // A reader may complete before the call has left the shared ones, but not after its thread has ended
        pool.shutdown();
        assertThat(pool.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(sharing.inFlight()).isZero();
    }
}
