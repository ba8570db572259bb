package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeCall;
import io.quarkus.test.junit.QuarkusTest;

/** A stream that LangChain4j cancels closes the upstream call. */
@QuarkusTest
@Timeout(30)
class LangChain4jCancelTest extends ServerTest {

    /** The calls before the last stage are answered at once. */
    @ParameterizedTest
    @CsvSource({"'',0", "re2-,0", "two_stage-,1", "moa-,4"})
    void closesTheUpstreamsCall(String prefix, int callsBefore) {
        var model = model();
        var recorder = new RecordingResponseHandler();
        LangChain4jModels.streamingModel(server, prefix + model.name()).chat("What is 17*23?", recorder);
        for (int i = 0; i < callsBefore; i++) {
            model.next().completion("Draft number " + i);
        }
        FakeCall answering = model.next();
        answering.begin().say("Half ");

        recorder.handle().cancel();
        // The client closes its connection when it receives the next chunk
        answering.say("an ", "answer ");

        answering.closedAt();
        assertThat(recorder.texts()).containsExactly("Half ");
    }
}
