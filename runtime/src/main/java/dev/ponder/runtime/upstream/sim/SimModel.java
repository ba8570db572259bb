package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.upstream.sim.SimOptions.Format;
import dev.ponder.runtime.upstream.sim.SimOptions.Tool;
import dev.ponder.runtime.upstream.sim.SimTask.Kind;

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
        Format format = options.format();
        String text = format == null ? prose(task, chance) : structured(format, task, chance).toString();
        return SimReply.text(text, options.stops(), options.maxTokens());
    }

    SimJudge judge() {
        return judge;
    }

    /** Whether it succeeds at a task this time. */
    boolean succeeds(RandomGenerator chance) {
        return chance.nextDouble() < accuracy;
    }

    private String prose(SimTask task, RandomGenerator chance) {
        if (task.kind() == Kind.CRITIQUE) {
            return judge.critique(task.works(), task.problem(), chance);
        }
        if (task.kind() == Kind.DESCRIPTION) {
            return description(task, chance);
        }
        if (task.problem().isEmpty()) {
            String excuse = SimWriter.excuse(task.wording(), chance);
            return task.tags().map(tags -> tags.wrap("I know no task like this.", excuse)).orElse(excuse);
        }
        if (task.kind() == Kind.NOTES) {
            return SimWriter.notes(chance);
        }
        SimProblem problem = task.problem().get();
        String answer = answer(problem, task, chance);
        String reasoning = problem.reasoning(answer, chance);
        String conclusion = problem.conclusion(answer);
        return task.tags().map(tags -> tags.wrap(reasoning, conclusion)).orElse(reasoning + "\n" + conclusion);
    }

    /** A program is described rightly as often as it is judged rightly. */
    private String description(SimTask task, RandomGenerator chance) {
        return task.works().stream().map(work -> CodeProblem.solvedBy(work.text())).flatMap(Optional::stream)
                .findFirst()
                .map(program -> judge.rightly(chance) ? program.described() : program.slipped(chance).described())
                .orElseGet(() -> SimWriter.excuse(task.wording(), chance));
    }

    /** With drafts it mostly sees whether one is right and tries again if not; otherwise it follows the majority. */
    String answer(SimProblem problem, SimTask task, RandomGenerator chance) {
        List<String> drafts = task.works().stream().map(work -> SimJudge.answerOf(work, problem))
                .flatMap(Optional::stream).toList();
        if (task.kind() == Kind.MISTAKE) {
            return problem.wrong(chance);
        }
        if (task.kind() == Kind.REWRITE && !drafts.isEmpty()) {
            return drafts.get(drafts.size() - 1);
        }
        if (!drafts.isEmpty() && !judge.rightly(chance)) {
            return mostFrequent(drafts);
        }
        return drafts.stream().filter(problem::isRight).findFirst()
                .orElseGet(() -> succeeds(chance) ? problem.right() : problem.wrong(chance));
    }

    /** The first of them, when several are. */
    private static String mostFrequent(List<String> drafts) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        drafts.forEach(draft -> counts.merge(draft, 1, Integer::sum));
        String most = drafts.get(0);
        for (String draft : counts.keySet()) {
            most = counts.getOrDefault(draft, 0) > counts.getOrDefault(most, 0) ? draft : most;
        }
        return most;
    }

    private JsonNode structured(Format format, SimTask task, RandomGenerator chance) {
        JsonNode schema = format.schema().isEmpty() ? usual(format) : format.schema();
        return new SchemaFiller(schema, new SimMembers(task, this, chance), chance).fill();
    }

    /** The schema of a reply without a schema. */
    private static JsonNode usual(Format format) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode members = schema.putObject("properties");
        members.putObject("reasoning").put("type", "string");
        members.putObject(format.isVerdict() ? format.name() : "answer").put("type", "string");
        return schema;
    }

    private SimReply call(Tool tool, SimTask task, RandomGenerator chance) {
        String expression = task.problem().flatMap(SimProblem::expression).orElse(task.wording().strip());
        Optional<BigDecimal> number = task.problem().flatMap(problem -> problem.number(problem.right()));
        boolean described = !tool.parameters().path("properties").isEmpty();
        JsonNode arguments = described
                ? new SchemaFiller(tool.parameters(), new Arguments(expression, number, chance), chance).fill()
                : JsonNodeFactory.instance.objectNode().put("expression", expression);
        String id = "call_sim_" + Long.toHexString(chance.nextLong());
        return SimReply.toolCall(id, tool.name(), arguments.toString(), task.options().maxTokens());
    }

    private record Arguments(String result, Optional<BigDecimal> number, RandomGenerator chance)
            implements
                SchemaFiller.Words {

        @Override
        public String prose() {
            return result;
        }

        @Override
        public boolean verdict() {
            return chance.nextBoolean();
        }
    }
}
