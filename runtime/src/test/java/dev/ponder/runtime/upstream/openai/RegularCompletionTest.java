package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

class RegularCompletionTest {

    private static final String USAGE = "{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5}";
    private static final String MESSAGE = "{'role':'assistant','content':'Hi \\\\u00e9','refusal':null,'annotations':[]}";
    private static final String COMPLETION = "{'id':'c','object':'chat.completion','created':1,'model':'m',"
            + "'choices':[{'index':0,'message':" + MESSAGE + ",'logprobs':null,'finish_reason':'stop'}],"
            + "'usage':" + USAGE + ",'service_tier':'default','system_fingerprint':null}";

    private static RegularCompletion read(String json) {
        return RegularCompletion.read(Buffer.buffer(json.replace('\'', '"')));
    }

    /** The inspection of a tree corrects nothing in what is recognized without one, and finds the same usage. */
    private static void agrees(String json) {
        RegularCompletion regular = read(json);
        ObjectNode tree = (ObjectNode) Fixtures.json(json.replace('\'', '"'));

        assertThat(regular).as(json).isNotNull();
        assertThat(regular.usage()).isEqualTo(UsageReader.find(tree).orElse(null));
        assertThat(ErrorBody.inAnswer(tree)).isEmpty();
        assertThat(RelayedCompletion.correct(tree, true, "m", () -> Instant.EPOCH)).isFalse();
    }

    @Test
    void recognizesACompletionOfOpenAi() {
        agrees(COMPLETION);
        assertThat(read(COMPLETION).usage()).isEqualTo(new Usage(3, 2, 5, 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'prompt_tokens':3,'completion_tokens':2,'total_tokens':4}",
            "{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0,'prompt_tokens_details':null}",
            "{'prompt_tokens':9,'completion_tokens':8,'total_tokens':17,"
                    + "'prompt_tokens_details':{'cached_tokens':4,'audio_tokens':0},"
                    + "'completion_tokens_details':{'reasoning_tokens':6,'accepted_prediction_tokens':null}}"})
    void readsTheSameUsageAsFromATree(String usage) {
        agrees(COMPLETION.replace(USAGE, usage));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'prompt_tokens':3}", "{'prompt_tokens':3,'completion_tokens':2.5,'total_tokens':5}",
            "{'input_tokens':3,'output_tokens':2,'total_tokens':5}", "null", "[]", "7",
            "{'prompt_tokens':-1,'completion_tokens':2,'total_tokens':5}",
            "{'prompt_tokens':99999999999999999999,'completion_tokens':2,'total_tokens':5}",
            "{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,'cached_tokens':1}",
            "{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5,'prompt_tokens_details':{'cached_tokens':'1'}}"})
    void leavesAnyOtherUsageToTheTree(String usage) {
        assertThat(read(COMPLETION.replace(USAGE, usage))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'id':'c'=>'id':''", "'id':'c'=>'x':'c'", "chat.completion=>error",
            "'created':1=>'created':'1'",
            "'model':'m'=>'model':null", "'finish_reason':'stop'=>'finish_reason':null",
            "'finish_reason':'stop'=>'finish_reason':'tool_calls'", "'role':'assistant'=>'role':''",
            "'refusal':null=>'tool_calls':[{'id':'1'}]", "'refusal':null=>'audio':{}", "'logprobs':null=>'usage':{}",
            "'service_tier':'default'=>'error':{'message':'x'}", "'service_tier':'default'=>'success':false",
            "'service_tier':'default'=>'unknown':1", "'index':0,=>'index':0,'delta':{},"})
    void leavesAnythingUnusualToTheTree(String change) {
        String[] parts = change.split("=>");
        assertThat(COMPLETION).contains(parts[0]);

        assertThat(read(COMPLETION.replace(parts[0], parts[1]))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "{'choices':[]}"})
    void leavesWhatIsNoCompletionToTheTree(String body) {
        assertThat(read(body)).isNull();
        assertThat(read(COMPLETION + "x")).isNull();
        assertThat(read(COMPLETION.substring(0, COMPLETION.length() - 1))).isNull();
        assertThat(read("\uFEFF" + COMPLETION)).isNull();
    }
}
