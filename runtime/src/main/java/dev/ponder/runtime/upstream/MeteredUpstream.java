package dev.ponder.runtime.upstream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reports each call to an upstream, to the end of its stream. */
final class MeteredUpstream extends DecoratedUpstream {

    private final UpstreamMeter meter;

    MeteredUpstream(Upstream upstream, UpstreamMeter meter) {
        super(upstream);
        this.meter = meter;
    }

    @Override
    <T> Uni<T> around(Uni<T> reply, UpstreamRequest call) {
        return Uni.createFrom().deferred(() -> {
            UpstreamMeter.Attempt attempt = meter.begin(call);
            return reply
                    .onItem().invoke(item -> track(attempt, item))
                    .onTermination().invoke((item, failure, cancelled) -> attempt.finish(failure, cancelled));
        });
    }

    @Override
    <T> Multi<T> around(Multi<T> items, UpstreamRequest call) {
        return Multi.createFrom().deferred(() -> {
            UpstreamMeter.Attempt attempt = meter.begin(call);
            return items.onItem().invoke(item -> track(attempt, item)).onTermination().invoke(attempt::finish);
        });
    }

    private static void track(UpstreamMeter.Attempt attempt, Object item) {
        if (item instanceof StreamEvent.Used report) {
            attempt.used(report.usage());
        } else if (item instanceof Completion completion) {
            attempt.used(completion.usage());
        }
    }
}
