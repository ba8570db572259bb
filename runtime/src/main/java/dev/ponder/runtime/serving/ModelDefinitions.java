package dev.ponder.runtime.serving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.GenerativeModel;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.runtime.serving.ModelDefinition.ModelHooks;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;

/** The models that are built into the server or configured. */
@ApplicationScoped
class ModelDefinitions {

    private final List<ModelDefinition> all = new ArrayList<>();

    ModelDefinitions(@All List<InstanceHandle<InferenceModel>> inference,
            @All List<InstanceHandle<GenerativeModel>> generative, @All List<InstanceHandle<EncoderModel>> encoders,
            ModelAliases aliases) {
        Map<String, InstanceHandle<?>> beans = new LinkedHashMap<>();
        Stream.of(inference, generative, encoders).<InstanceHandle<?>>flatMap(List::stream)
                .forEach(bean -> name(bean).ifPresent(name -> beans.put(name, bean)));
        beans.forEach((name, bean) -> all.add(definition(name, bean)));
        aliases.all().keySet().forEach(name -> all.add(ModelDefinition.ofChat(name)));
    }

    List<ModelDefinition> all() {
        return all;
    }

    private static ModelDefinition definition(String name, InstanceHandle<?> bean) {
        Object model = bean.get();
        return new ModelDefinition(name,
                as(InferenceModel.class, model).map(hooks -> new ModelHooks(hooks, bean.getBean().getBeanClass())),
                as(EncoderModel.class, model),
                as(GenerativeModel.class, model).map(chat -> name));
    }

    private static <T> Optional<T> as(Class<T> type, Object model) {
        return type.isInstance(model) ? Optional.of(type.cast(model)) : Optional.empty();
    }

    private static Optional<String> name(InstanceHandle<?> bean) {
        return Optional.ofNullable(bean.getBean().getBeanClass().getAnnotation(ServedModel.class))
                .map(ServedModel::value);
    }
}
