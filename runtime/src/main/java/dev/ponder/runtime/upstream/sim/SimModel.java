package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Fence.Block;
import dev.ponder.runtime.upstream.sim.SchemaFiller.Words;
import dev.ponder.runtime.upstream.sim.SimOptions.Format;
import dev.ponder.runtime.upstream.sim.SimOptions.Tool;

/** Generates the replies of the simulated model. Pure: the same task and random numbers give the same reply. */
final class SimModel {

    private final double accuracy;
    private final SimJudge judge;

    SimModel(double accuracy, double judgeAccuracy) {
        this.accuracy = accuracy;
        this.judge = new SimJudge(judgeAccuracy);
    }

    SimReply reply(SimTask task, RandomGenerator chance) {
        SimOptions options = task.options();
        if (options.tool() != null) {
            return call(options.tool(), task, chance);
        }
        return SimReply.text(text(task, chance), options.stops(), options.maxTokens());
    }

    private String text(SimTask task, RandomGenerator chance) {
        Format format = task.options().format();
        if (format == null) {
            return prose(task, chance);
        }
        return task.options().asksForVerdict()
                ? judge.verdict(format.name(), task.works(), task.question(), chance).toString()
                : structured(format, task, chance).toString();
    }

    private String prose(SimTask task, RandomGenerator chance) {
        if (task.critique()) {
            return judge.critique(task.works(), task.question(), chance);
        }
        if (task.question().isEmpty()) {
            String excuse = SimWriter.excuse(task.wording(), chance);
            return task.tags().map(tags -> tags.wrap("There is no arithmetic in this.", excuse)).orElse(excuse);
        }
        BigDecimal answer = answer(task.question().get(), task.works(), chance);
        String reasoning = SimWriter.reasoning(task.question().get(), answer, chance);
        String conclusion = SimWriter.conclusion(answer);
        return task.tags().map(tags -> tags.wrap(reasoning, conclusion)).orElse(reasoning + "\n" + conclusion);
    }

    /** With drafts at hand it mostly sees whether one is right and tries anew if not; else it follows the majority. */
    private BigDecimal answer(ArithmeticExpression question, List<Block> works, RandomGenerator chance) {
        List<BigDecimal> drafts = works.stream().map(SimJudge::answerOf).flatMap(Optional::stream).toList();
        if (!drafts.isEmpty() && !judge.rightly(chance)) {
            return mostFrequent(drafts);
        }
        boolean right = drafts.contains(question.value()) || chance.nextDouble() < accuracy;
        return right ? question.value() : WrongAnswers.pick(question, chance);
    }

    /** The first of them, when several are. */
    private static BigDecimal mostFrequent(List<BigDecimal> drafts) {
        Map<BigDecimal, Integer> counts = new LinkedHashMap<>();
        drafts.forEach(draft -> counts.merge(draft, 1, Integer::sum));
        BigDecimal most = drafts.get(0);
        for (BigDecimal draft : counts.keySet()) {
            most = counts.getOrDefault(draft, 0) > counts.getOrDefault(most, 0) ? draft : most;
        }
        return most;
    }

    private JsonNode structured(Format format, SimTask task, RandomGenerator chance) {
        Words words = task.question().map(question -> words(question, task, chance))
                .orElseGet(() -> {
                    String excuse = SimWriter.excuse(task.wording(), chance);
                    return new Words(() -> excuse, excuse, Optional.empty());
                });
        if (format.schema().isEmpty()) {
            return JsonNodeFactory.instance.objectNode().put("reasoning", words.prose().get()).put("answer",
                    words.result());
        }
        return new SchemaFiller(format.schema(), words, () -> goodSoFar(task, chance), chance).fill();
    }

    private Words words(ArithmeticExpression question, SimTask task, RandomGenerator chance) {
        BigDecimal answer = answer(question, task.works(), chance);
        return new Words(() -> task.critique()
                ? judge.critique(task.works(), task.question(), chance)
                : SimWriter.reasoning(question, answer, chance) + " " + SimWriter.conclusion(answer),
                answer.toPlainString(), Optional.of(answer));
    }

    /** What it says to a question of yes or no: whether the last of the works looks right. */
    private boolean goodSoFar(SimTask task, RandomGenerator chance) {
        List<Block> works = task.works();
        return works.isEmpty()
                ? chance.nextBoolean()
                : judge.looksRight(works.get(works.size() - 1), task.question(), chance);
    }

    private SimReply call(Tool tool, SimTask task, RandomGenerator chance) {
        String expression = task.question().map(ArithmeticExpression::compact).orElse(task.wording().strip());
        var words = new Words(() -> expression, expression, task.question().map(ArithmeticExpression::value));
        boolean described = !tool.parameters().path("properties").isEmpty();
        JsonNode arguments = described
                ? new SchemaFiller(tool.parameters(), words, chance::nextBoolean, chance).fill()
                : JsonNodeFactory.instance.objectNode().put("expression", expression);
        String id = "call_sim_" + Long.toHexString(chance.nextLong());
        return SimReply.toolCall(id, tool.name(), arguments.toString(), task.options().maxTokens());
    }
}
