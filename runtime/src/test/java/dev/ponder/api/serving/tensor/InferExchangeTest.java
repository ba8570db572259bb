package dev.ponder.api.serving.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class InferExchangeTest {

    private static final Tensor X = Tensor.ofStrings("x", List.of("a"), 1);

    @Test
    void tensorsAreFoundByName() {
        assertThat(InferRequest.of(X, X.named("y")).input("x")).contains(X);
        assertThat(InferRequest.of(X).input("y")).isEmpty();
        assertThat(InferResponse.of("m", X.named("y"), X).output("x")).contains(X);
        assertThat(InferResponse.of("m").output("y")).isEmpty();
    }

    @Test
    void aResponseHasTheIdOfItsRequest() {
        var request = new InferRequest("7", Map.of(), List.of(X), List.of());

        assertThat(InferResponse.to(request, "m", X)).isEqualTo(new InferResponse("m", "7", Map.of(), List.of(X)));
    }

    @Test
    void namesComeOnce() {
        assertRefused(() -> InferRequest.of(X, X), "inputs: 'x' twice");
        assertRefused(() -> InferResponse.of("m", X, X), "outputs: 'x' twice");
        assertRefused(() -> new InferRequest(null, Map.of(), List.of(X),
                List.of(RequestedOutput.of("y"), RequestedOutput.of("y"))), "outputs: 'y' twice");
        assertRefused(() -> InferRequest.of(), "inputs: none");
    }

    @Test
    void metadataMayLeaveLengthsOpen() {
        assertThat(TensorMetadata.of("x", Datatype.FP32, -1, 3).shape()).containsExactly(-1L, 3L);
        assertRefused(() -> TensorMetadata.of("x", Datatype.FP32, -2), "shape [-2]");
    }

    private static void assertRefused(ThrowableAssert.ThrowingCallable call, String fault) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(fault)
                .hasMessageContaining("expected");
    }
}
