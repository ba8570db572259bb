package dev.ponder.runtime.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

/** Answers of any kind, the same ones for the same seed. */
final class RandomAnswers {

    /** What is hard to cut: pairs of surrogates, joined emoji, flags, combining marks, controls, every kind of blank. */
    private static final List<String> PIECES = List.of("a", "word", " ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u3000",
            "\u0000",
            "\u001b", "\"", "\\", "</script>", "\u2028", "é", "e\u0301", "ß", "漢字", "😀", "👨‍👩‍👧‍👦", "🇫🇷", "👍🏽",
            "\uD834\uDD67", "\uFEFF", "مرحبا", "한국어", "data: [DONE]\n\n", "<think>", "{\"error\": 1}");
    private final SplittableRandom random;

    RandomAnswers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Answer next() {
        return new Answer(maybe(text()), maybe(text()), toolCalls(), maybe(text()),
                new FinishReason(maybe("stop") + "x"),
                logprobs(), List.of(), random.nextBoolean() ? ExtraMembers.NONE : extra());
    }

    private ExtraMembers extra() {
        var nodes = JsonNodeFactory.instance;
        return new ExtraMembers(
                Map.of("audio", nodes.objectNode().put("id", "a").put("transcript", text()), "note",
                        nodes.textNode(text())),
                Map.of("stop_reason", nodes.numberNode(random.nextInt())),
                Map.of("citations", nodes.arrayNode().add(text())));
    }

    String text() {
        int pieces = random.nextInt(random.nextInt(10) == 0 ? 5000 : 30);
        boolean oneWord = random.nextInt(5) == 0;
        var text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(oneWord ? piece.replaceAll("\\s", "") : piece);
        }
        return text.toString();
    }

    private String maybe(String text) {
        return random.nextBoolean() ? text : "";
    }

    private List<ToolCall> toolCalls() {
        var calls = new ArrayList<ToolCall>();
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            calls.add(
                    new ToolCall("call_" + i, random.nextBoolean() ? ToolCall.FUNCTION : ToolCall.CUSTOM, maybe("name"),
                            maybe(text()),
                            Map.of("extra_content", JsonNodeFactory.instance.objectNode().put("signature", text()))));
        }
        return calls;
    }

    private ObjectNode logprobs() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("content").addObject().put("token", text()).put("logprob", -random.nextDouble());
        json.putNull("refusal");
        return random.nextBoolean() ? json : null;
    }
}
