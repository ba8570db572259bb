package dev.ponder.app.models;

import java.util.List;

import dev.ponder.api.serving.EncoderModel;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Uni;

/** Embeds all texts as the same vector, and ranks shorter documents higher. */
@ServedModel("enc")
class EncodingModel implements EncoderModel {

    @Override
    public Uni<List<float[]>> embed(List<String> texts) {
        return Uni.createFrom().item(texts.stream().map(text -> new float[]{0.1f, 0.2f}).toList());
    }

    @Override
    public Uni<List<Double>> rank(String query, List<String> documents) {
        return Uni.createFrom().item(documents.stream().map(document -> 1.0 / (1 + document.length())).toList());
    }
}
