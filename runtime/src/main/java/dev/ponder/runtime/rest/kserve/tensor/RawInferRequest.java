package dev.ponder.runtime.rest.kserve.tensor;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.tensor.RequestedOutput;

/** A request as its JSON announces it; the data of its inputs is still to be read. */
record RawInferRequest(@Nullable String id, Map<String, JsonNode> parameters, List<RawInput> inputs,
        List<RequestedOutput> outputs) {}
