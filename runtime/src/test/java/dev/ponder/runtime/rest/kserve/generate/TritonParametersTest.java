package dev.ponder.runtime.rest.kserve.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.error.RequestException;

class TritonParametersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'max_tokens':20,'bad_words':'','stop_words':['\\n'] | 'max_tokens':20,'stop':['\\n']",
            "'stop_words':'END' | 'stop':['END']",
            "'stop_words':['a','b',''],'stop':'b' | 'stop':['b','a']",
            "'stop_words':'' | ",
            "'stop_words':[''],'bad_words':[''],'stop':['x'] | 'stop':['x']",
            "'stop_words':[],'bad_words':[],'embedding_bias_words':null | ",
            "'random_seed':7,'min_length':3,'request_output_len':9 | 'seed':7,'min_tokens':3,'max_tokens':9",
            "'random_seed':7,'seed':8 | 'seed':8",
            "'runtime_top_k':5,'runtime_top_p':0.5,'top_p':0.9 | 'top_p':0.9,'top_k':5",
            "'end_id':2,'pad_id':[2],'streaming':false | ",
            "'num_beams':1,'beam_width':1,'return_log_probs':false,'beam_search_diversity_rate':0.0 | ",
            "'length_penalty':1.0,'repetition_penalty':1 | ",
            "'len_penalty':0.5,'repetition_penalty':1.2 | 'repetition_penalty':1.2,'length_penalty':0.5",
            "'temperature':0.2,'top_k':3,'other':{} | 'temperature':0.2,'top_k':3,'other':{}"})
    void becomeThoseOfAChatCompletion(String triton, String chat) {
        assertThat(translated(triton)).isEqualTo(json(chat == null ? "" : chat));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'bad_words':['x']", "'bad_words':'x'", "'num_beams':4", "'beam_width':2",
            "'return_log_probs':true", "'return_context_logits':true", "'embedding_bias_words':['a']",
            "'embedding_bias_weights':[1.5]", "'beam_search_diversity_rate':0.4", "'stop_words':[5]"})
    void areRejectedWhenTheyWouldChangeTheAnswer(String triton) {
        assertThatThrownBy(() -> translated(triton)).isInstanceOf(RequestException.class)
                .hasMessageStartingWith(triton.substring(1, triton.indexOf("':"))).hasMessageContaining("expected");
    }

    private static JsonNode translated(String members) {
        return GenerateRequest.of(json("'text_input':'x'," + members)).parameters();
    }

    private static JsonNode json(String members) {
        try {
            return MAPPER.readTree("{" + members.replace('\'', '"') + "}");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(members, e);
        }
    }
}
