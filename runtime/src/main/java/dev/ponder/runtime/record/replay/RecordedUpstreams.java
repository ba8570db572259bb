package dev.ponder.runtime.record.replay;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

import jakarta.enterprise.inject.Vetoed;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.upstream.ModelListCache;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamChain;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/** The upstreams of a recorded run, by the models that it called. Nothing lies between the engine and them. */
@Vetoed
final class RecordedUpstreams extends UpstreamRegistry {

    private final RecordedRun run;
    private final Function<String, Upstream> upstreams;

    /** @param upstreams the upstream of a name */
    RecordedUpstreams(RecordedRun run, Function<String, Upstream> upstreams, PonderConfig config,
            InferenceEvents events, ReplayTime time) {
        super(List.of(), new ModelListCache(time, time), new UpstreamChain(config, events, (name, value, tags) -> {
        }, time, time, new SplittableRandom(0)));
        this.run = run;
        this.upstreams = upstreams;
    }

    /** A model that was not called before has an upstream that does not know it. */
    @Override
    public Uni<Upstream> forModel(String model) {
        Optional<String> name = run.stages().stream().filter(stage -> stage.path("model").asText().equals(model))
                .map(stage -> stage.path("upstream").asText()).findFirst();
        return Uni.createFrom().item(upstreams.apply(name.orElse("recorded")));
    }
}
