package dev.ponder.runtime.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.event.RequestOrigin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

class RequestOriginsTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    private RequestOrigin origin() {
        return RequestOrigins.of((HttpServerRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{HttpServerRequest.class},
                (proxy, method, arguments) -> method.getName().equals("path") ? "/v1/chat/completions" : headers));
    }

    @Test
    void namesAreInLowerCaseAndValuesInOrder() {
        headers.add("X-Trace", "1").add("Accept", "*/*").add("x-trace", "2").add("X-TRACE", "3")
                .add("x-request-id", "7");

        assertThat(origin().headers()).isEqualTo(Map.of("x-trace", List.of("1", "2", "3"), "accept", List.of("*/*"),
                "x-request-id", List.of("7")));
        assertThat(origin().header("X-Trace")).isEqualTo("1");
        assertThat(origin().requestId()).isEqualTo("7");
        assertThat(origin().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void aRequestWithoutHeadersHasNoId() {
        assertThat(origin()).isEqualTo(new RequestOrigin("/v1/chat/completions", "", Map.of()));
    }

    @Test
    void theKeyOfAzureIsABearerTokenUnlessThereIsOne() {
        headers.add("Api-Key", "a");
        assertThat(origin().header("authorization")).isEqualTo("Bearer a");

        headers.add("Authorization", "Bearer b");
        assertThat(origin().header("authorization")).isEqualTo("Bearer b");
    }

    @Test
    void theHeadersAreImmutable() {
        headers.add("x", "1").add("x", "2");
        Map<String, List<String>> read = origin().headers();

        assertThatThrownBy(read::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read.get("x").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anOriginCopiesMutableHeadersAndKeepsImmutableOnes() {
        var values = new ArrayList<>(List.of("1"));
        var mutable = new HashMap<String, List<String>>(Map.of("x", values));
        var copied = new RequestOrigin("/", "", mutable);
        values.add("2");
        mutable.clear();
        Map<String, List<String>> immutable = Map.of("x", List.of("1"));

        assertThat(copied.headers()).isEqualTo(immutable);
        assertThat(new RequestOrigin("/", "", immutable).headers()).isSameAs(immutable);
        assertThat(new RequestOrigin("/", "", Map.of("X", List.of("1"))).headers()).isEqualTo(immutable);
    }
}
