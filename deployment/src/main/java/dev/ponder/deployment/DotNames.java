package dev.ponder.deployment;

import java.util.List;

import org.jboss.jandex.DotName;

import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Parameter;
import dev.ponder.api.Strategy;
import io.smallrye.config.ConfigMapping;

/** Names of the classes that the build searches for. */
final class DotNames {

    static final DotName STRATEGY = DotName.createSimple(Strategy.class);
    static final DotName CONFIG_MAPPING = DotName.createSimple(ConfigMapping.class);
    static final DotName PARAMETER = DotName.createSimple(Parameter.class);
    static final DotName INFERENCE_STRATEGY = DotName.createSimple(InferenceStrategy.class);
    static final DotName BUFFERED = DotName.createSimple(InferenceStrategy.Buffered.class);
    static final List<DotName> KINDS = List.of(DotName.createSimple(InferenceStrategy.Streaming.class), BUFFERED,
            DotName.createSimple(InferenceStrategy.Transform.class),
            DotName.createSimple(InferenceStrategy.Wrapper.class));

    private DotNames() {
    }
}
