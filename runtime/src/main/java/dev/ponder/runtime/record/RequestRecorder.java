package dev.ponder.runtime.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.PatternSyntaxException;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.RecordConfig;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.RequestDelegated;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.record.RunRecord.KnownModel;
import dev.ponder.runtime.record.json.Redaction;
import dev.ponder.runtime.record.sink.HttpRecordSink;
import dev.ponder.runtime.record.sink.RecordFile;
import dev.ponder.runtime.record.sink.RecordSink;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * Records requests if {@code ponder.record.file} or {@code ponder.record.http.url} is set. Events are collected on the event
 * loop of their request; a thread of its own makes the lines, redacts and writes them.
 */
@Singleton
public class RequestRecorder implements InferenceListener, AutoCloseable {

    private static final int LAST = 10_000;

    private final RecordConfig config;
    private final StrategyRegistry strategies;
    private final ModelKnowledge knowledge;
    private final PriceTable prices;
    private final Gauges gauges;
    private final StrategySettingsReader settings;
    private final Map<String, RunRecord> running = new ConcurrentHashMap<>();
    private @Nullable RecordQueue queue;

    /** A recorder. It records nothing before {@link #open}. */
    @Inject
    public RequestRecorder(PonderConfig config, StrategyRegistry strategies, ModelKnowledge knowledge, PriceTable prices,
            Gauges gauges, Config properties) {
        this.config = config.record();
        this.strategies = strategies;
        this.knowledge = knowledge;
        this.prices = prices;
        this.gauges = gauges;
        this.settings = new StrategySettingsReader(strategies, properties);
    }

    void start(@Observes StartupEvent started) {
        open();
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent ended) {
        close();
    }

    /** Opens the file and the address that are configured. Throws a {@link ConfigurationException}. */
    public void open() {
        if (config.enabled()) {
            open(sinks());
        }
    }

    private List<RecordSink> sinks() {
        var sinks = new ArrayList<RecordSink>();
        config.file().ifPresent(path -> {
            var file = new RecordFile(path, config.maxFileSize().asLongValue(), config.maxFiles());
            try {
                file.open();
            } catch (IOException e) {
                throw new ConfigurationException("ponder.record.file: '" + path + "' (expected a file that the server"
                        + " can create and append to: " + e + ")");
            }
            sinks.add(file);
        });
        config.http().url().ifPresent(url -> {
            try {
                sinks.add(new HttpRecordSink(config.http()));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("ponder.record.http.url: expected an address such as"
                        + " https://collector.example/records");
            }
        });
        return sinks;
    }

    void open(List<RecordSink> sinks) {
        Redaction redaction;
        try {
            redaction = new Redaction(config);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException("ponder.record.redact: '" + e.getPattern()
                    + "' (expected a regular expression of Java: " + e.getDescription() + ")");
        }
        var writing = new RecordQueue(record -> RecordJson.line(record, prices, redaction, settings.of(ids(record)),
                config.maxSize().asLongValue()), sinks, config.maxMemory().asLongValue());
        gauges.gauge("ponder.records.written", writing::written);
        gauges.gauge("ponder.records.dropped", writing::dropped);
        gauges.gauge("ponder.records.waiting", writing::size);
        queue = writing;
    }

    /** The strategies that took part. */
    private static Set<String> ids(RunRecord record) {
        var ids = new TreeSet<String>();
        for (InferenceEvent event : record.events()) {
            if (event instanceof RequestStarted started) {
                ids.addAll(List.of(started.request().expression().split("[&|]")));
            } else if (event instanceof StageStarted stage) {
                ids.add(stage.strategy());
            } else if (event instanceof RequestDelegated delegated) {
                ids.addAll(delegated.delegates());
            }
        }
        return ids;
    }

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return config.enabled() && type != AnswerStarted.class;
    }

    @Override
    public void on(InferenceEvent event) {
        RecordQueue writing = queue;
        if (writing == null) {
            return;
        }
        if (event instanceof RequestStarted started) {
            begin(started, writing);
            return;
        }
        RunRecord record = running.get(event.requestId());
        if (record == null) {
            return;
        }
        if (event instanceof StageStarted stage) {
            var model = new Model(stage.upstream(), stage.model());
            record.know(stage.stageId(),
                    new KnownModel(knowledge.nSupport(model), knowledge.rejectedParameters(model)));
        } else if (event instanceof RequestDelegated delegated && delegated.delegates().stream()
                .anyMatch(id -> strategies.find(id).filter(StrategyDescriptor::confidential).isPresent())) {
            record.hide();
        }
        record.add(event);
        if (event instanceof RequestFinished && running.remove(event.requestId(), record)) {
            writing.add(record);
        }
    }

    private void begin(RequestStarted started, RecordQueue writing) {
        if (!writing.reserve(0)) {
            writing.drop();
            return;
        }
        var record = new RunRecord(writing::reserve, config.maxSize().asLongValue());
        boolean strategy = !started.request().expression().equals(StrategyExpression.PASSTHROUGH);
        if (started.prompts().isEmpty() && strategy) {
            record.hide();
        }
        record.add(started);
        running.put(started.requestId(), record);
    }

    /**
     * Writes what waits, for at most {@code ponder.record.flush-timeout}. Requests that did not end are recorded as far as they
     * came. To be called on a thread that may wait.
     */
    @Override
    public void close() {
        RecordQueue writing = queue;
        if (writing != null) {
            for (String id : Set.copyOf(running.keySet())) {
                RunRecord unfinished = running.remove(id);
                if (unfinished != null) {
                    writing.add(unfinished);
                }
            }
            writing.close(config.flushTimeout());
        }
    }
}
