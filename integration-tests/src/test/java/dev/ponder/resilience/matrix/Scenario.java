package dev.ponder.resilience.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawRequest;
import dev.ponder.support.upstream.UpstreamScript;

/** A row of the matrix: what the upstream and the client do, and the expected outcome in each mode. By default both behave well. */
final class Scenario {

    /** The answer of most scenarios, with characters of one to four bytes. */
    static final String TEXT = "The owl says: 391 — naïvely, in a café 🦉.";
    /** The first word, as in an event. */
    static final String FIRST_WORD = "\"The \"";

    private static final String NOT_APPLICABLE = "n/a";

    private final String name;
    private final List<String> expected = new ArrayList<>();
    private UpstreamProfile profile = UpstreamProfile.LONG_TIMEOUTS;
    private UpstreamScript script = UpstreamScript.answers(TEXT);
    private boolean inTheLastStage = true;
    private boolean heavy;
    private Function<Mode, String> text = mode -> TEXT;
    private Consumer<ObjectNode> body = sent -> {
    };
    private UnaryOperator<RawRequest> request = UnaryOperator.identity();
    private ClientAction client = ClientAction.READS;
    private BiConsumer<ScenarioRun, HttpReply> check = (run, reply) -> {
    };

    private Scenario(String name) {
        this.name = name;
    }

    static Scenario named(String name) {
        return new Scenario(name);
    }

    Scenario at(UpstreamProfile chosen) {
        profile = chosen;
        return this;
    }

    /** The script of all calls. */
    Scenario upstream(UpstreamScript plays) {
        inTheLastStage = false;
        script = plays;
        return this;
    }

    /** The script of the call that writes the answer; the other stages of a native strategy succeed. */
    Scenario lastStage(UpstreamScript plays) {
        inTheLastStage = true;
        script = plays;
        return this;
    }

    /** The expected text, if it is not {@link #TEXT}. */
    Scenario expectsText(Function<Mode, String> answer) {
        text = answer;
        return this;
    }

    /** Changes the body of the request. */
    Scenario body(Consumer<ObjectNode> change) {
        body = change;
        return this;
    }

    /** Changes the bytes of the request. */
    Scenario request(UnaryOperator<RawRequest> change) {
        request = change;
        return this;
    }

    Scenario client(ClientAction action) {
        client = action;
        return this;
    }

    /** Adds a check of the reply. */
    Scenario check(BiConsumer<ScenarioRun, HttpReply> more) {
        check = more;
        return this;
    }

    /** Runs alone, since it would starve scenarios with timeouts. */
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

    String expected(Mode mode) {
        return expected.get(Mode.ALL.indexOf(mode));
    }

    boolean applies(Mode mode) {
        return !expected(mode).startsWith(NOT_APPLICABLE);
    }

    String text(Mode mode) {
        return text.apply(mode);
    }

    String model(Mode mode) {
        return profile.model(name.replaceAll("[^A-Za-z0-9]+", "-") + "-" + mode);
    }

    /** A native strategy makes one call more after the candidates and their critique. */
    UpstreamScript script(Mode mode) {
        return inTheLastStage && mode.path() == AnswerPath.NATIVE
                ? script.afterDrafts(AnswerPath.CANDIDATES + 1)
                : script;
    }

    RawRequest request(Mode mode) {
        ObjectNode sent = mode.streamed() ? Chat.streamWithUsage(model(mode)) : Chat.ask(model(mode));
        body.accept(sent);
        return request.apply(RawRequest.of(sent, mode.path().strategy()));
    }

    String run(ScenarioRun run) {
        return client.perform(run);
    }

    void check(ScenarioRun run, HttpReply reply) {
        check.accept(run, reply);
    }
}
