package dev.ponder.runtime.rest.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.event.StageRecorder;
import dev.ponder.runtime.event.StageRecorder.RecordedStage;

/** Writes the recorded stages of a request as the {@code trace} of the {@code ponder} object. */
final class TraceWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final MessageWriter MESSAGES = new MessageWriter(ReasoningField.REASONING_CONTENT);

    /** Of each text; bounds the response when prompts contain documents or images. */
    private static final int MAX_CHARACTERS = 20_000;

    private TraceWriter() {
    }

    static ObjectNode write(StageRecorder recorder) {
        ObjectNode json = NODES.objectNode();
        ArrayNode stages = json.putArray("stages");
        recorder.stages().forEach(stage -> stages.add(stage(stage)));
        ArrayNode findings = json.putArray("findings");
        recorder.findings().forEach(finding -> findings.add(finding(finding)));
        return json;
    }

    private static ObjectNode stage(RecordedStage stage) {
        var start = stage.start();
        ObjectNode json = NODES.objectNode().put("name", start.prompt().stage()).put("strategy", start.strategy())
                .put("model", start.model()).put("upstream", start.upstream());
        if (stage.duration() != null) {
            json.put("ms", stage.duration().toMillis());
        }
        ArrayNode messages = json.putArray("messages");
        start.prompt().conversation().messages().forEach(message -> messages.add(shortened(message.json())));
        ObjectNode parameters = json.putObject("parameters");
        start.prompt().parameters().forEach((name, value) -> parameters.set(name, shortened(value)));
        ArrayNode answers = json.putArray("answers");
        stage.answers().forEach(answer -> answers.add(answer(answer)));
        if (!stage.failures().isEmpty()) {
            stage.failures().forEach(json.putArray("failures")::add);
        }
        return json;
    }

    private static JsonNode answer(Answer answer) {
        return shortened(MESSAGES.message(answer).put("finish_reason", answer.finishReason().value()));
    }

    private static JsonNode finding(Finding finding) {
        ObjectNode json = NODES.objectNode().put("stage", finding.stage());
        if (finding instanceof Finding.Votes votes) {
            ArrayNode classes = json.putArray("votes");
            votes.classes().forEach(group -> classes.addObject().put("answer", group.answer())
                    .put("votes", group.votes()));
            json.put("abstentions", votes.abstentions());
        } else if (finding instanceof Finding.Verdict verdict) {
            ObjectNode scores = json.putObject("scores");
            verdict.scores().forEach((candidate, score) -> scores.put(candidate.toString(), score));
        } else if (finding instanceof Finding.Routed routed) {
            json.put("routed", routed.strategy()).put("reason", routed.reason());
        } else if (finding instanceof Finding.Degraded degraded) {
            json.put("degraded", degraded.reason());
        }
        return shortened(json);
    }

    /** Texts above the limit, images in URLs among them, are cut off. */
    private static JsonNode shortened(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode copy = NODES.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), shortened(member.getValue())));
            return copy;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode copy = NODES.arrayNode();
            array.forEach(item -> copy.add(shortened(item)));
            return copy;
        }
        return json.isTextual() && json.textValue().length() > MAX_CHARACTERS
                ? TextNode.valueOf(shortened(json.textValue()))
                : json;
    }

    private static String shortened(String text) {
        int end = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1)) ? MAX_CHARACTERS - 1 : MAX_CHARACTERS;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }
}
