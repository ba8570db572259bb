package dev.ponder.runtime.rest.kserve.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.error.RequestException;

class ChatInstancesTest {

    private static final String A = "[{'role':'user','content':'a'}]";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"'a'", A, "{'prompt':'a'}", "{'messages':" + A + "}",
            "{'messages':" + A + ",'prompt':'b'}"})
    void areConversations(String instance) {
        assertThat(read("{'instances':[" + instance + "]}").conversations())
                .containsExactly(ChatInstances.prompt("a"));
    }

    @Test
    void keepTheirOrder() {
        assertThat(read("{'inputs':['a','b']}").conversations()).hasSize(2)
                .element(1).isEqualTo(ChatInstances.prompt("b"));
        assertThat(read("{'instances':['a'],'inputs':['b','c']}").conversations()).hasSize(1);
    }

    @Test
    void needNoParametersAndNoStream() {
        assertThat(read("{'instances':['a']}").parameters()).isEmpty();
        assertThat(read("{'instances':['a'],'parameters':null}").parameters()).isEmpty();
        assertThat(read("{'instances':['a']}").stream()).isFalse();
        assertThat(read("{'instances':['a'],'stream':null}").stream()).isFalse();
        assertThat(read("{'instances':['a'],'stream':true}").stream()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{}; instances: missing", "{'inputs':'a'}; instances:", "{'instances':[[]]}; instances[0].messages:",
            "{'instances':[]}; instances: []",
            "{'instances':['a',1]}; instances[1]: 1",
            "{'instances':[null]}; instances[0]: null", "{'instances':[{'prompt':1}]}; instances[0]: {",
            "{'instances':[[{'content':'a'}]]}; instances[0].messages[0].role: missing",
            "{'instances':['a'],'parameters':'x'}; parameters:", "{'instances':['a'],'stream':1}; stream: 1"})
    void sayWhatIsWrong(String body, String error) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(RequestException.class).hasMessageStartingWith(error);
    }

    private static ChatInstances read(String json) {
        try {
            return ChatInstances.of(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
