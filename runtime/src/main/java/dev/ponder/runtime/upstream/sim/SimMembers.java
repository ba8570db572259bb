package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.upstream.sim.SimTask.Kind;

/**
 * The members of one JSON reply. They do not contradict each other: all of them are about the same answer and the same verdict. The
 * names follow a convention: {@code answer} is the result, {@code correct} a yes or no about the last work that the prompt
 * shows, {@code score} its grade, {@code choice} and {@code ranking} are labels of works, {@code smtlib} is a formula.
 */
final class SimMembers implements SchemaFiller.Words {

    private final SimTask task;
    private final SimModel model;
    private final RandomGenerator chance;
    private final boolean judging;
    private final boolean formal;
    private @Nullable String answer;
    private @Nullable SimVerdict verdict;

    SimMembers(SimTask task, SimModel model, RandomGenerator chance) {
        this.task = task;
        this.model = model;
        this.chance = chance;
        this.judging = task.options().asksForVerdict() && !task.works().isEmpty();
        this.formal = task.options().asksForFormula()
                && task.problem().flatMap(SimProblem::formula).isPresent();
    }

    @Override
    public String prose() {
        if (judging) {
            return opinion().reasoning();
        }
        if (formal || task.kind() == Kind.NOTES) {
            return note();
        }
        return task.problem().map(problem -> task.kind() == Kind.CRITIQUE
                ? model.judge().critique(task.works(), task.problem(), chance)
                : problem.reasoning(result(), chance) + " " + problem.conclusion(result())).orElseGet(this::result);
    }

    @Override
    public String note() {
        return task.problem().isPresent() ? SimWriter.note(chance) : result();
    }

    @Override
    public String result() {
        if (answer == null) {
            answer = task.problem().map(problem -> model.answer(problem, task, chance))
                    .orElseGet(() -> SimWriter.excuse(task.wording(), chance));
        }
        return answer;
    }

    @Override
    public Optional<BigDecimal> number() {
        return task.problem().flatMap(problem -> problem.number(result()));
    }

    @Override
    public boolean verdict() {
        return task.works().isEmpty() ? chance.nextBoolean() : opinion().lastLooksRight();
    }

    @Override
    public Optional<JsonNode> named(String name, JsonNode schema) {
        return switch (name) {
            case "choice" -> judged(() -> TextNode.valueOf(opinion().best()));
            case "ranking" -> judged(() -> list(opinion().ranking()));
            case "correct" -> judged(() -> BooleanNode.valueOf(opinion().anyLooksRight()));
            case "score" -> judged(() -> score(schema));
            case "equivalent" -> judged(() -> BooleanNode.valueOf(opinion().alike()));
            case "first_error" -> judged(() -> TextNode.valueOf(opinion().anyLooksRight() ? "" : "The result."));
            case "severity" -> schema.has("enum") ? judged(() -> severity(schema.path("enum"))) : Optional.empty();
            case "gaps", "issues", "errors", "deviations" -> judged(() -> faults(opinion().anyLooksRight()));
            case "differences" -> judged(() -> faults(opinion().alike()));
            case "smtlib" -> formula().map(TextNode::valueOf);
            case "applicable" -> Optional.of(BooleanNode.valueOf(formal));
            case "examples" -> Optional.of(SolvedExamples.in(task.shown()));
            default -> task.problem().map(problem -> problem.members(result()).get(name));
        };
    }

    private Optional<JsonNode> judged(Supplier<JsonNode> value) {
        return judging ? Optional.of(value.get()) : Optional.empty();
    }

    private JsonNode score(JsonNode schema) {
        double least = schema.path("minimum").asDouble(0);
        double most = schema.path("maximum").asDouble(task.bestScore());
        double grade = least + opinion().grade(chance) * (most - least);
        return most > 1
                ? DecimalNode.valueOf(BigDecimal.valueOf(grade).setScale(0, RoundingMode.HALF_UP))
                : DecimalNode.valueOf(BigDecimal.valueOf(grade));
    }

    /** The first of the levels, which is the mildest, or the last. */
    private JsonNode severity(JsonNode levels) {
        return levels.path(opinion().anyLooksRight() ? 0 : levels.size() - 1);
    }

    /** Formalised rightly with the model's accuracy. */
    private Optional<String> formula() {
        return task.problem().flatMap(SimProblem::formula)
                .map(formula -> model.succeeds(chance) ? formula.script() : formula.slipped(chance));
    }

    private SimVerdict opinion() {
        if (verdict == null) {
            verdict = model.judge().verdict(task.works(), task.problem(), chance);
        }
        return verdict;
    }

    private static ArrayNode faults(boolean none) {
        return list(none ? List.of() : List.of("The result."));
    }

    private static ArrayNode list(List<String> labels) {
        return JsonNodeFactory.instance.arrayNode()
                .addAll(labels.stream().map(TextNode::valueOf).collect(Collectors.toList()));
    }
}
