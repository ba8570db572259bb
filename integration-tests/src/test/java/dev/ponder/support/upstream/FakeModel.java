package dev.ponder.support.upstream;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** One model of the fake upstream: its script, and the calls it has received. */
public final class FakeModel {

    private final String name;
    private final List<FakeCall> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeCall> unseen = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile UpstreamScript script = UpstreamScript.HOLD;

    FakeModel(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Plays this script for all further calls. */
    public FakeModel plays(UpstreamScript next) {
        script = next;
        return this;
    }

    /** Lets scripts continue that wait in {@link FakeCall#awaitRelease()}. */
    public void release() {
        release.countDown();
    }

    /** Waits for the next call that no test has taken yet. */
    public FakeCall next() {
        try {
            FakeCall call = unseen.poll(FakeCall.WAIT.toSeconds(), TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("model " + name + " was not called; calls so far: " + calls.size());
            }
            return call;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for as many calls that no test has taken yet. */
    public List<FakeCall> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** Makes {@link #next()} skip the calls so far, for models that several tests share. */
    public FakeModel skipCalls() {
        unseen.clear();
        return this;
    }

    /** All calls so far, in the order of arrival. */
    public List<FakeCall> calls() {
        return calls;
    }

    /** The call that arrived last. */
    public FakeCall lastCall() {
        return calls.get(calls.size() - 1);
    }

    synchronized FakeCall receive(UpstreamConnection connection, UpstreamRequest request, JsonNode body) {
        var call = new FakeCall(connection, request, body, calls.size() + 1, release);
        calls.add(call);
        unseen.add(call);
        return call;
    }

    void play(FakeCall call) {
        script.play(call);
        call.played();
    }
}
