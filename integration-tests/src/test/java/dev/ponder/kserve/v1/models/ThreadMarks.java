package dev.ponder.kserve.v1.models;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.ModelCall;
import io.vertx.core.Context;

/** Appends marks to a text, and reports the kind of thread of each mark as a header. */
final class ThreadMarks {

    private ThreadMarks() {
    }

    static String mark(String text, String mark, ModelCall call) {
        call.respondWith("X-" + mark, now());
        return text + " " + mark;
    }

    static String text(Object payload) {
        return ((JsonNode) payload).path("text").asText();
    }

    static String now() {
        return Context.isOnEventLoopThread() ? "loop" : Context.isOnWorkerThread() ? "worker" : other();
    }

    private static String other() {
        String thread = Thread.currentThread().getName();
        return thread.startsWith("executor-thread") ? "worker" : thread;
    }
}
