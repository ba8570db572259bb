package dev.ponder.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.ponder.replicas.Exchange.End;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;

/** Clients that send a request when their last one has ended, in turn with and without a stream. */
final class ClosedLoop implements AutoCloseable {

    private static final String MODEL = "sim";
    private static final long WAIT_MILLIS = 60_000;

    private final PonderClient client;
    private final List<Thread> threads;
    private final List<Exchange> ended = new ArrayList<>();
    /** The replicas of the streams that have begun and not ended. */
    private final List<String> open = new ArrayList<>();
    private volatile boolean stopped;

    ClosedLoop(URI server, int clients) {
        client = new PonderClient(server);
        threads = IntStream.range(0, clients).mapToObj(number -> new Thread(() -> run(number), "client-" + number))
                .toList();
        threads.forEach(Thread::start);
    }

    /** Waits until this number of further requests has ended. */
    synchronized void await(int more) {
        int all = ended.size() + more;
        await(() -> ended.size() >= all, more + " more requests end");
    }

    /** Waits until a replica writes this number of streams. */
    synchronized void awaitStreams(Replica replica, int number) {
        await(() -> open.stream().filter(replica::answered).count() >= number, number + " streams of " + replica);
    }

    /** What has ended so far. */
    synchronized List<Exchange> ended() {
        return List.copyOf(ended);
    }

    /** The requests that have ended so far and were lost. */
    List<Exchange> lost() {
        return ended().stream().filter(Exchange::isLost).toList();
    }

    /** Waits for the running requests. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void await(BooleanSupplier condition, String what) {
        long end = System.currentTimeMillis() + WAIT_MILLIS;
        try {
            while (!condition.getAsBoolean()) {
                long left = end - System.currentTimeMillis();
                assertThat(left).as("in vain: %s; open: %s; ended: %s", what, open, ended).isPositive();
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run(int number) {
        for (int i = number; !stopped; i++) {
            Exchange exchange = i % 2 == 0 ? stream() : whole();
            synchronized (this) {
                ended.add(exchange);
                notifyAll();
            }
        }
    }

    private Exchange whole() {
        try {
            HttpReply reply = client.chat(Chat.ask(MODEL));
            String replica = reply.header("X-Replica");
            return reply.status() == 200
                    ? new Exchange(false, replica, End.COMPLETE, "")
                    : new Exchange(false, replica, End.REFUSED, reply.status() + " " + reply.text());
        } catch (UncheckedIOException e) {
            return new Exchange(false, "", End.REFUSED, String.valueOf(e.getCause()));
        }
    }

    private Exchange stream() {
        String replica = "";
        try (LiveReply reply = client.chatLive(Chat.stream(MODEL)).join()) {
            replica = reply.header("X-Replica");
            if (reply.status() != 200) {
                return new Exchange(true, replica, End.REFUSED, "status " + reply.status());
            }
            begins(replica);
            try {
                String text = reply.rest();
                return text.endsWith("data: [DONE]\n\n")
                        ? new Exchange(true, replica, End.COMPLETE, "")
                        : new Exchange(true, replica, End.CUT_OFF, text);
            } finally {
                ends(replica);
            }
        } catch (IOException | RuntimeException e) {
            return new Exchange(true, replica, replica.isEmpty() ? End.REFUSED : End.BROKEN,
                    String.valueOf(e.getCause()));
        }
    }

    private synchronized void begins(String replica) {
        open.add(replica);
        notifyAll();
    }

    private synchronized void ends(String replica) {
        open.remove(replica);
    }
}
