package dev.ponder.app.models;

import java.util.List;

import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.TensorMetadata;

/** Returns its input, and describes its tensors. */
@ServedModel("meta")
class MetaModel extends EchoModel {

    @Override
    public List<TensorMetadata> inputs() {
        return List.of(TensorMetadata.of("input-0", Datatype.BYTES, -1));
    }

    @Override
    public List<TensorMetadata> outputs() {
        return List.of(TensorMetadata.of("output-0", Datatype.BYTES, -1));
    }
}
