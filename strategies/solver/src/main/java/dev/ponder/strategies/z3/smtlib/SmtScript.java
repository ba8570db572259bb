package dev.ponder.strategies.z3.smtlib;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A validated script: the questions that it asks, in order. Only commands that declare, define, assert, optimise and ask are
 * allowed. Commands that read or write files, change the solver's options or run anything else are refused, and no command is passed
 * to the solver as text except declarations and definitions. Immutable.
 *
 * @param queries the questions, at least one
 */
public record SmtScript(List<SmtQuery> queries) {

    /** The most characters of a script. */
    public static final int MAX_CHARACTERS = 32_768;
    /** The most questions of a script. */
    public static final int MAX_QUERIES = 16;

    private static final int MAX_COMMANDS = 2_000;
    private static final Set<String> DECLARATIONS = Set.of("declare-const", "declare-fun", "declare-sort",
            "declare-datatype", "declare-datatypes", "define-const", "define-fun", "define-fun-rec", "define-funs-rec",
            "define-sort");
    /** Options that have no effect here: models and cores are always computed. All other options are refused. */
    private static final Set<String> OPTIONS = Set.of(":produce-models", ":produce-unsat-cores", ":produce-proofs",
            ":produce-assignments", ":produce-assertions", ":print-success", ":model", ":proof", ":unsat_core",
            ":opt.priority", ":timeout");
    private static final Set<String> WITHOUT_EFFECT = Set.of("set-logic", "set-info", "get-model", "get-objectives",
            "get-unsat-core", "get-assignment", "get-info");

    /** Copies the list. */
    public SmtScript {
        queries = List.copyOf(queries);
    }

    /** Reads and validates a script. Takes linear time. */
    public static SmtScript parse(String text) throws InvalidScriptException {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidScriptException("The script has " + text.length() + " characters; at most "
                    + MAX_CHARACTERS + " are allowed.");
        }
        List<SExpression> commands = SExpression.readAll(withoutFences(text));
        if (commands.size() > MAX_COMMANDS) {
            throw new InvalidScriptException("The script has " + commands.size() + " commands; at most " + MAX_COMMANDS
                    + " are allowed.");
        }
        var interpreter = new Interpreter();
        for (SExpression command : commands) {
            if (command.head().equals("exit")) {
                break;
            }
            interpreter.execute(command);
        }
        return new SmtScript(interpreter.queries());
    }

    private static String withoutFences(String text) {
        if (!text.contains("```")) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        text.lines().filter(line -> !line.strip().startsWith("```")).forEach(line -> kept.append(line).append('\n'));
        return kept.toString();
    }

    /** What one level of {@code push} adds. */
    private record Scope(List<String> declarations, List<String> constants, List<String> assertions,
            List<SmtQuery.Objective> objectives) {

        private Scope() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Collects the questions of a script. */
    private static final class Interpreter {

        private static final int MAX_SCOPES = 64;
        private final List<Scope> scopes = new ArrayList<>(List.of(new Scope()));
        private final List<SmtQuery> queries = new ArrayList<>();
        private String label = "";

        private void execute(SExpression command) throws InvalidScriptException {
            String name = command.head();
            if (DECLARATIONS.contains(name)) {
                declare(name, command);
            } else if (!WITHOUT_EFFECT.contains(name)) {
                act(name, command);
            }
        }

        private void declare(String name, SExpression command) {
            top().declarations().add(command.text());
            boolean constant = name.endsWith("-const")
                    || (name.endsWith("-fun") && command.items().size() > 2
                            && command.items().get(2).items().isEmpty());
            if (constant) {
                top().constants().add(command.item(1));
            }
        }

        private void act(String name, SExpression command) throws InvalidScriptException {
            switch (name) {
                case "assert" -> assertTerm(command);
                case "assert-soft" -> optimize(SmtQuery.Goal.SOFT, command);
                case "maximize" -> optimize(SmtQuery.Goal.MAXIMIZE, command);
                case "minimize" -> optimize(SmtQuery.Goal.MINIMIZE, command);
                case "push" -> push(levels(command));
                case "pop" -> pop(levels(command));
                case "reset", "reset-assertions" -> reset(name.equals("reset"));
                case "check-sat" -> ask(List.of());
                case "check-sat-assuming" -> ask(operand(command).items().stream().map(SExpression::text).toList());
                case "get-value" -> requestValues(operand(command));
                case "echo" -> label = unquoted(command.item(1));
                case "set-option" -> checkOption(command.item(1));
                default -> throw new InvalidScriptException("The command " + shortened(name.isEmpty()
                        ? command.text()
                        : name)
                        + " is not allowed. Use only declare-const, declare-fun, declare-datatypes, define-fun, assert,"
                        + " maximize, minimize, push, pop, check-sat and get-value.");
            }
        }

        private static void checkOption(String option) throws InvalidScriptException {
            if (!OPTIONS.contains(option)) {
                throw new InvalidScriptException("The option " + shortened(option) + " is not allowed.");
            }
        }

        /** A name of an asserted term is a definition, so that it cannot turn the assertion into an implication. */
        private void assertTerm(SExpression command) throws InvalidScriptException {
            SExpression term = operand(command);
            if (term.head().equals("!") && term.items().size() > 1) {
                int named = term.items().stream().map(SExpression::text).toList().indexOf(":named");
                if (named > 0) {
                    top().declarations()
                            .add("(define-fun " + term.item(named + 1) + " () Bool " + term.item(1) + ")");
                }
                top().assertions().add(term.item(1));
            } else {
                top().assertions().add(term.text());
            }
        }

        private void optimize(SmtQuery.Goal goal, SExpression command) throws InvalidScriptException {
            int weight = command.items().stream().map(SExpression::text).toList().indexOf(":weight");
            top().objectives().add(new SmtQuery.Objective(goal, operand(command).text(),
                    weight > 0 ? command.item(weight + 1) : "1"));
        }

        private static SExpression operand(SExpression command) throws InvalidScriptException {
            if (command.items().size() < 2) {
                throw new InvalidScriptException("The command " + shortened(command.text()) + " has no operand.");
            }
            return command.items().get(1);
        }

        private static int levels(SExpression command) throws InvalidScriptException {
            String number = command.items().size() > 1 ? command.item(1) : "1";
            if (number.length() > 2 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new InvalidScriptException("The command " + shortened(command.text())
                        + " needs a number of levels.");
            }
            return Integer.parseInt(number);
        }

        private void push(int levels) throws InvalidScriptException {
            if (scopes.size() + levels > MAX_SCOPES) {
                throw new InvalidScriptException("More than " + MAX_SCOPES + " levels of push are not allowed.");
            }
            for (int i = 0; i < levels; i++) {
                scopes.add(new Scope());
            }
        }

        private void pop(int levels) throws InvalidScriptException {
            if (levels >= scopes.size()) {
                throw new InvalidScriptException("A pop has no matching push.");
            }
            scopes.subList(scopes.size() - levels, scopes.size()).clear();
        }

        private void reset(boolean declarations) {
            Scope kept = declarations ? new Scope() : scopes.get(0);
            kept.assertions().clear();
            kept.objectives().clear();
            scopes.clear();
            scopes.add(kept);
        }

        private void requestValues(SExpression terms) throws InvalidScriptException {
            List<String> wanted = terms.list()
                    ? terms.items().stream().map(SExpression::text).toList()
                    : List.of(terms.text());
            if (queries.isEmpty()) {
                ask(List.of());
            }
            int last = queries.size() - 1;
            var all = new ArrayList<>(queries.get(last).terms());
            all.addAll(wanted);
            queries.set(last, queries.get(last).withTerms(all.stream().distinct().toList()));
        }

        private void ask(List<String> assumptions) throws InvalidScriptException {
            if (queries.size() >= MAX_QUERIES) {
                throw new InvalidScriptException("More than " + MAX_QUERIES + " check-sat commands are not allowed.");
            }
            List<String> assertions = new ArrayList<>(all(Scope::assertions));
            assertions.addAll(assumptions);
            queries.add(new SmtQuery(label, all(Scope::declarations), assertions, all(Scope::objectives),
                    all(Scope::constants), List.of()));
            label = "";
        }

        /** A script without {@code check-sat} asks one question, at its end. */
        private List<SmtQuery> queries() throws InvalidScriptException {
            if (queries.isEmpty()) {
                ask(List.of());
            }
            return queries;
        }

        private <T> List<T> all(Function<Scope, List<T>> part) {
            return scopes.stream().flatMap(scope -> part.apply(scope).stream()).toList();
        }

        private Scope top() {
            return scopes.get(scopes.size() - 1);
        }

        private static String unquoted(String text) {
            return shortened(text.replace("\"", ""));
        }

        private static String shortened(String text) {
            return text.length() > 80 ? text.substring(0, 80) + "..." : text;
        }
    }
}
