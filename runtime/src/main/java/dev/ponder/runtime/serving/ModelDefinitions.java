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
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;

/** The models that the server was built and configured with. */
@ApplicationScoped
class ModelDefinitions {

    private final List<ModelDefinition> all = new ArrayList<>();

    ModelDefinitions(@All List<InstanceHandle<InferenceModel>> inference,
            @All List<InstanceHandle<GenerativeModel>> generative, @All List<InstanceHandle<EncoderModel>> encoders,
            ChatModels chat, ModelAliases aliases) {
        Map<String, InstanceHandle<?>> beans = new LinkedHashMap<>();
        Stream.of(inference, generative, encoders).<InstanceHandle<?>>flatMap(List::stream)
                .forEach(bean -> served(bean).ifPresent(served -> beans.put(served.value(), bean)));
        beans.forEach((name, bean) -> all.add(annotated(name, bean, chat)));
        aliases.all().keySet().forEach(name -> {
            InferenceModel conversing = chat.over(name);
            all.add(new ModelDefinition(name, conversing.getClass(), conversing, Optional.empty(), Optional.of(name)));
        });
    }

    List<ModelDefinition> all() {
        return all;
    }

    private static ModelDefinition annotated(String name, InstanceHandle<?> bean, ChatModels chat) {
        Object model = bean.get();
        Class<?> type = bean.getBean().getBeanClass();
        Optional<String> conversing = model instanceof GenerativeModel ? Optional.of(name) : Optional.empty();
        Optional<EncoderModel> encoder = model instanceof EncoderModel encodes
                ? Optional.of(encodes)
                : Optional.empty();
        if (model instanceof InferenceModel predicts) {
            return new ModelDefinition(name, type, predicts, encoder, conversing);
        }
        InferenceModel stand = conversing.map(chat::over).orElseGet(EncoderOnly::new);
        return new ModelDefinition(name, stand.getClass(), stand, encoder, conversing);
    }

    private static Optional<ServedModel> served(InstanceHandle<?> bean) {
        return Optional.ofNullable(bean.getBean().getBeanClass().getAnnotation(ServedModel.class));
    }
}
