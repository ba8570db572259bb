package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.Script;
import dev.ponder.resilience.matrix.upstream.UpstreamAnswer;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;


/** A row of the matrix: who does what, and what must come of it in each column. A well-behaved row until it is told. */
final class Scenario {

    /** The answer of most rows: characters of one byte, two, three and four. */
    static final String TEXT = "The owl says: 391 — naïvely, in a café 🦉.";
    /** How its first word stands in an event. */
    static final String FIRST_WORD = "\"The \"";

    private static final String NOT_APPLICABLE = "n/a";

    private final String name;
    private final List<String> expected = new ArrayList<>();
    private UpstreamProfile site = UpstreamProfile.PLAIN;
    private Script script = UpstreamAnswer.says(TEXT);
    private boolean inTheLastStage = true;
    private boolean heavy;
    private Function<Mode, String> text = column -> TEXT;
    private Consumer<ObjectNode> body = sent -> {
    };
    private UnaryOperator<RawRequest> request = UnaryOperator.identity();
    private ClientAction visit = ClientAction.READS;
    private BiConsumer<ScenarioRun, HttpReply> check = (cell, reply) -> {
    };

    private Scenario(String name) {
        this.name = name;
    }

    static Scenario named(String name) {
        return new Scenario(name);
    }

    Scenario at(UpstreamProfile where) {
        site = where;
        return this;
    }

    /** What the upstream does with every call. */
    Scenario upstream(Script plays) {
        inTheLastStage = false;
        script = plays;
        return this;
    }

    /** What the upstream does with the call that writes the answer; a native strategy's other stages succeed. */
    Scenario lastStage(Script plays) {
        inTheLastStage = true;
        script = plays;
        return this;
    }

    /** What the answer is, where it is another one. */
    Scenario says(Function<Mode, String> answer) {
        text = answer;
        return this;
    }

    Scenario asks(Consumer<ObjectNode> change) {
        body = change;
        return this;
    }

    Scenario sends(UnaryOperator<RawRequest> change) {
        request = change;
        return this;
    }

    Scenario visits(ClientAction how) {
        visit = how;
        return this;
    }

    /** What else must be true of the outcome. */
    Scenario check(BiConsumer<ScenarioRun, HttpReply> more) {
        check = more;
        return this;
    }

    /** Runs when nothing else does: it would starve those that count on time. */
    Scenario heavy() {
        heavy = true;
        return this;
    }

    Scenario stream(String relay, String streaming, String emulated) {
        expected.addAll(List.of(relay, streaming, emulated));
        return this;
    }

    Scenario whole(String relay, String streaming, String emulated) {
        return stream(relay, streaming, emulated);
    }

    Scenario both(String relay, String streaming, String emulated) {
        return stream(relay, streaming, emulated).whole(relay, streaming, emulated);
    }

    Scenario everywhere(String outcome) {
        return both(outcome, outcome, outcome);
    }

    String name() {
        return name;
    }

    boolean isHeavy() {
        return heavy;
    }

    String expected(Mode column) {
        return expected.get(Mode.ALL.indexOf(column));
    }

    boolean applies(Mode column) {
        return !expected(column).startsWith(NOT_APPLICABLE);
    }

    String text(Mode column) {
        return text.apply(column);
    }

    String model(Mode column) {
        return site.model(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + column);
    }

    /** Behind the candidates and their critique there is nothing but the answer. */
    Script script(Mode column) {
        return inTheLastStage && column.delivery() == AnswerPath.NATIVE ? script.after(AnswerPath.CANDIDATES + 1) : script;
    }

    RawRequest ask(Mode column) {
        ObjectNode sent = column.streamed() ? Chat.streamWithUsage(model(column)) : Chat.ask(model(column));
        body.accept(sent);
        return request.apply(RawRequest.of(sent, column.delivery().strategy()));
    }

    String visit(ScenarioRun cell) {
        return visit.make(cell);
    }

    void check(ScenarioRun cell, HttpReply reply) {
        check.accept(cell, reply);
    }
}
