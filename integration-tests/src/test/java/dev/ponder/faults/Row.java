package dev.ponder.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.faults.client.Ask;
import dev.ponder.faults.upstream.Saying;
import dev.ponder.faults.upstream.Script;
import dev.ponder.it.client.Chat;
import dev.ponder.it.client.Reply;

/** A row of the matrix: who does what, and what must come of it in each column. A well-behaved row until it is told. */
final class Row {

    /** The answer of most rows: characters of one byte, two, three and four. */
    static final String TEXT = "The owl says: 391 — naïvely, in a café 🦉.";
    /** How its first word stands in an event. */
    static final String FIRST_WORD = "\"The \"";

    private static final String NOT_APPLICABLE = "n/a";

    private final String name;
    private final List<String> expected = new ArrayList<>();
    private Site site = Site.PLAIN;
    private Script script = Saying.says(TEXT);
    private boolean inTheLastStage = true;
    private boolean heavy;
    private Function<Column, String> text = column -> TEXT;
    private Consumer<ObjectNode> body = sent -> {
    };
    private UnaryOperator<Ask> request = UnaryOperator.identity();
    private Visit visit = Visit.READS;
    private BiConsumer<Cell, Reply> check = (cell, reply) -> {
    };

    private Row(String name) {
        this.name = name;
    }

    static Row named(String name) {
        return new Row(name);
    }

    Row at(Site where) {
        site = where;
        return this;
    }

    /** What the upstream does with every call. */
    Row upstream(Script plays) {
        inTheLastStage = false;
        script = plays;
        return this;
    }

    /** What the upstream does with the call that writes the answer; a native strategy's other stages succeed. */
    Row lastStage(Script plays) {
        inTheLastStage = true;
        script = plays;
        return this;
    }

    /** What the answer is, where it is another one. */
    Row says(Function<Column, String> answer) {
        text = answer;
        return this;
    }

    Row asks(Consumer<ObjectNode> change) {
        body = change;
        return this;
    }

    Row sends(UnaryOperator<Ask> change) {
        request = change;
        return this;
    }

    Row visits(Visit how) {
        visit = how;
        return this;
    }

    /** What else must be true of the outcome. */
    Row check(BiConsumer<Cell, Reply> more) {
        check = more;
        return this;
    }

    /** Runs when nothing else does: it would starve those that count on time. */
    Row heavy() {
        heavy = true;
        return this;
    }

    Row stream(String relay, String streaming, String emulated) {
        expected.addAll(List.of(relay, streaming, emulated));
        return this;
    }

    Row whole(String relay, String streaming, String emulated) {
        return stream(relay, streaming, emulated);
    }

    Row both(String relay, String streaming, String emulated) {
        return stream(relay, streaming, emulated).whole(relay, streaming, emulated);
    }

    Row everywhere(String outcome) {
        return both(outcome, outcome, outcome);
    }

    String name() {
        return name;
    }

    boolean isHeavy() {
        return heavy;
    }

    String expected(Column column) {
        return expected.get(Column.ALL.indexOf(column));
    }

    boolean applies(Column column) {
        return !expected(column).startsWith(NOT_APPLICABLE);
    }

    String text(Column column) {
        return text.apply(column);
    }

    String model(Column column) {
        return site.model(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + column);
    }

    /** Behind the candidates and their critique there is nothing but the answer. */
    Script script(Column column) {
        return inTheLastStage && column.delivery() == Delivery.NATIVE ? script.after(Delivery.CANDIDATES + 1) : script;
    }

    Ask ask(Column column) {
        ObjectNode sent = column.streamed() ? Chat.streamWithUsage(model(column)) : Chat.ask(model(column));
        body.accept(sent);
        return request.apply(Ask.of(sent, column.delivery().strategy()));
    }

    String visit(Cell cell) {
        return visit.make(cell);
    }

    void check(Cell cell, Reply reply) {
        check.accept(cell, reply);
    }
}
