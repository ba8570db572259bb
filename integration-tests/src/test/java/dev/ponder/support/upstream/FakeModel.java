package dev.ponder.support.upstream;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One model of the fake upstream: what it does with a call, and the calls it has had. */
public final class FakeModel {

    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final List<FakeCall> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeCall> unseen = new LinkedBlockingQueue<>();
    private volatile UpstreamScript behaviour = UpstreamScript.HOLD;

    FakeModel(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Answers all calls from now on like this. */
    public FakeModel that(UpstreamScript answers) {
        behaviour = answers;
        return this;
    }

    /** The next call that no test has looked at yet; waits for it. */
    public FakeCall next() {
        try {
            FakeCall call = unseen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("model " + name + " was not called; calls so far: " + calls.size());
            }
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All calls so far. */
    public List<FakeCall> calls() {
        return calls;
    }

    void take(FakeCall call) {
        calls.add(call);
        unseen.add(call);
        behaviour.answer(call);
    }
}
