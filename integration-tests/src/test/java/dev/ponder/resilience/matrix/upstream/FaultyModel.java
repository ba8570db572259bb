package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.RawUpstreamRequest;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One model of the faulty upstream: its script, and the calls it has had. */
public final class FaultyModel {

    private static final long PATIENCE_SECONDS = 40;

    private final String name;
    private final Script script;
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Call> unseen = new LinkedBlockingQueue<>();

    FaultyModel(String name, Script script) {
        this.name = name;
        this.script = script;
    }

    public String name() {
        return name;
    }

    /** Lets its scripts go on where they wait for the test. */
    public void release() {
        release.countDown();
    }

    /** All calls so far. */
    public List<Call> calls() {
        return calls;
    }

    /** The next calls that no test has looked at yet; waits for them. */
    public List<Call> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** The next call that no test has looked at yet; waits for it. */
    public Call next() {
        try {
            Call call = unseen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("model " + name + " was not called; calls so far: " + calls.size());
            }
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Plays the script; a caller that closes meanwhile ends it. */
    void answer(RawUpstreamRequest request, Socket socket, CompletableFuture<Long> closed) throws IOException {
        Call call = arrived(request, closed);
        script.play(call, new Wire(socket, call, closed));
        call.end();
    }

    private synchronized Call arrived(RawUpstreamRequest request, CompletableFuture<Long> closed) {
        var call = new Call(request, calls.size() + 1, release, closed);
        calls.add(call);
        unseen.add(call);
        return call;
    }
}
