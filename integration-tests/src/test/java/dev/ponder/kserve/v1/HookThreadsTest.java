package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** Hooks that may block run on worker threads. Their return type decides whether they may block, unless an annotation does. */
@QuarkusTest
class HookThreadsTest extends V1Test {

    @ParameterizedTest
    @CsvSource({"by-value, predict, worker", "by-value, explain, worker", "by-uni, predict, loop",
            "by-uni, explain, loop"})
    void ofWholeResults(String model, String verb, String thread) {
        HttpReply reply = ask(model, verb);

        assertThat(reply.text()).isEqualTo("it preprocess " + verb + " postprocess");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThreads(reply, verb, thread, thread, thread);
    }

    @ParameterizedTest
    @CsvSource({"by-multi, predict", "by-multi, explain", "by-publisher, predict", "by-publisher, explain"})
    void ofStreams(String model, String verb) {
        HttpReply reply = ask(model, verb);

        String marked = "it preprocess " + verb + "@loop postprocess@loop";
        assertThat(reply.text().replace("\n", "")).isEqualTo("1" + marked + "2" + marked);
        assertThat(reply.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThreads(reply, verb, "loop", "loop", "loop");
    }

    @Test
    void ofAnnotatedHooks() {
        HttpReply predicted = ask("annotated", "predict");
        assertThreads(predicted, "predict", "loop", "worker", "worker");
        assertThat(predicted.text()).isEqualTo("it preprocess predict postprocess@worker\n".repeat(3));

        assertThreads(ask("annotated", "explain"), "explain", "loop", "loop", "worker");
    }

    private HttpReply ask(String model, String verb) {
        return client.at("/v1/models/" + model + ":" + verb).chat(quoted("{'text':'it'}"));
    }

    private static void assertThreads(HttpReply reply, String verb, String preprocess, String asked,
            String postprocess) {
        assertThat(reply.header("X-preprocess")).isEqualTo(preprocess);
        assertThat(reply.header("X-" + verb)).isEqualTo(asked);
        assertThat(reply.header("X-postprocess")).isEqualTo(postprocess);
    }
}
