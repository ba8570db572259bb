package dev.ponder.operations;

import java.util.List;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/** Collects the spans of the server under test as they end. */
@Alternative
@Singleton
public class SpanCollector implements SpanProcessor {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    /** The spans of a trace that have ended. */
    List<SpanData> of(String traceId) {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getTraceId().equals(traceId)).toList();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        exporter.export(List.of(span.toSpanData()));
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
