package dev.ponder.runtime.upstream.local;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.serving.ModelRegistry;
import dev.ponder.runtime.upstream.UpstreamFactory;
import dev.ponder.runtime.upstream.UpstreamRoute;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;

/** Creates an upstream for each generative served model. It claims only the name of the model. */
@ApplicationScoped
class LocalUpstreamFactory implements UpstreamFactory {

    private final List<UpstreamRoute> routes;

    LocalUpstreamFactory(@All List<InstanceHandle<GenerativeModel>> models, ModelRegistry registry, PonderConfig config,
            Clock clock) {
        long created = clock.instant().getEpochSecond();
        this.routes = models.stream().flatMap(bean -> route(bean, registry, config, created)).toList();
    }

    @Override
    public List<UpstreamRoute> routes() {
        return routes;
    }

    private static Stream<UpstreamRoute> route(InstanceHandle<GenerativeModel> bean, ModelRegistry registry,
            PonderConfig config, long created) {
        ServedModel served = bean.getBean().getBeanClass().getAnnotation(ServedModel.class);
        if (served == null) {
            return Stream.empty();
        }
        var upstream = new LocalUpstream(served.value(), bean.get(), registry, created);
        return Stream.of(new UpstreamRoute(upstream, List.of(served.value()), false,
                Objects.requireNonNull(config.upstreams().get(served.value()))));
    }
}
