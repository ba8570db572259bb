package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.stream.SseParser;
import dev.ponder.runtime.upstream.StreamEvent;

class CompletionToChunksTest {

    private static final String REPLY = """
            {'id': 'x', 'object': 'chat.completion', 'created': 7, 'model': 'm', 'choices': [
             {'index': 0, 'message': {'role': 'assistant', 'content': 'é🙂', 'refusal': null, 'reasoning_content': 'hm',
               'tool_calls': [{'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}]},
              'finish_reason': 'length'},
             {'index': 1, 'message': {'role': 'assistant', 'content': 'b'}, 'finish_reason': 'stop'}],
             'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}""";

    private static List<String> events(String reply, boolean includeUsage) {
        var parser = SseParser.ofData(1 << 20);
        return CompletionToChunks.of(Fixtures.json(reply), includeUsage).stream()
                .flatMap(event -> parser.parse(event).stream()).map(SseParser.Event::data).toList();
    }

    private static Answer read(String reply) {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var read = new ArrayList<StreamEvent>();
        events(reply, true).forEach(event -> read.addAll(reader.read(event)));
        read.addAll(reader.end());
        return Fixtures.together(read);
    }

    @Test
    void aClientReadsTheSameAnswer() {
        Answer answer = read(REPLY);

        assertThat(answer.text()).isEqualTo("é🙂");
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(answer.toolCalls()).singleElement().isEqualTo(new ToolCall("a", "f", "{}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void chunksAreOfOneStream() {
        List<String> events = events(REPLY, true);
        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream().map(Fixtures::json).toList();

        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(chunks).allMatch(chunk -> chunk.path("id").asText().equals("x")
                && chunk.path("object").asText().equals("chat.completion.chunk"));
        assertThat(chunks.get(0).at("/choices/0/delta")).isEqualTo(Fixtures.json("{'role':'assistant','content':''}"));
        assertThat(chunks).extracting(chunk -> chunk.at("/choices/0/finish_reason").asText("-"))
                .containsOnlyOnce("length", "stop");
        assertThat(chunks.get(chunks.size() - 1).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void usageIsTheirsWhoAsk() {
        assertThat(String.join("", events(REPLY, false))).doesNotContain("usage");
    }

    @Test
    void aLongTextComesInPieces() {
        String text = "x".repeat(200_000);
        String reply = REPLY.replace("é🙂", text).replace("'arguments': '{}'", "'arguments': '" + text + "'");

        assertThat(events(reply, false)).allMatch(event -> event.length() < 65_536);
        assertThat(read(reply).toolCalls().get(0).arguments()).isEqualTo(text);
    }

    @Test
    void tokenProbabilitiesAndTheEndOfACallAreKept() {
        String reply = REPLY.replace("'finish_reason': 'length'",
                "'logprobs': {'content': [{'token': 'a'}]}, 'finish_reason': 'stop'");
        Answer answer = read(reply);

        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(answer.logprobs()).hasToString("{\"content\":[{\"token\":\"a\"}]}");
    }

    @Test
    void aTextCompletionStaysOne() {
        String text = "x".repeat(100_000);
        List<String> events = events("{'id': 'x', 'object': 'text_completion', 'created': 7, 'model': 'm', 'choices': ["
                + "{'index': 0, 'text': '" + text + "', 'logprobs': {'tokens': ['x']}, 'finish_reason': 'length'},"
                + "{'index': 1, 'text': 'b', 'finish_reason': 'stop'}], 'usage': {'prompt_tokens': 3}}", true);
        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream().map(Fixtures::json).toList();

        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(events).allMatch(event -> event.length() < 65_536);
        assertThat(chunks).allMatch(chunk -> chunk.path("object").asText().equals("text_completion"));
        assertThat(texts(chunks, 0)).isEqualTo(text);
        assertThat(texts(chunks, 1)).isEqualTo("b");
        assertThat(chunks).extracting(chunk -> chunk.at("/choices/0/finish_reason").asText("-"))
                .containsOnlyOnce("length", "stop");
        assertThat(chunks).extracting(chunk -> chunk.at("/choices/0/logprobs/tokens/0").asText("-"))
                .containsOnlyOnce("x");
        assertThat(chunks.get(chunks.size() - 1).at("/usage/prompt_tokens").asInt()).isEqualTo(3);
    }

    private static String texts(List<JsonNode> chunks, int choice) {
        return chunks.stream().map(chunk -> chunk.at("/choices/0"))
                .filter(piece -> piece.path("index").asInt() == choice)
                .map(piece -> piece.path("text").asText()).collect(Collectors.joining());
    }
}
