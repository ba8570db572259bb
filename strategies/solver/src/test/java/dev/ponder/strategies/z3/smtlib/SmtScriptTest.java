package dev.ponder.strategies.z3.smtlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtScriptTest {

    private static SmtQuery only(String script) throws InvalidScriptException {
        List<SmtQuery> queries = SmtScript.parse(script).queries();
        assertThat(queries).hasSize(1);
        return queries.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "(include \"/etc/passwd\")", "(set-option :regular-output-channel \"/tmp/out\")",
            "(set-option :diagnostic-output-channel \"/tmp/out\")", "(set-option :smtlib2_log \"/tmp/out\")",
            "(simplify x)",
            "(eval x)", "(help)", "(dbg-set x)", "(load-library \"x\")", "(get-assertions)", "((assert true))",
            "import os", "os.system('id')", "curl",
            "(declare-const |a\\| Int) (declare-const |) (include \"x\") (| Int)",
            "(assert (= s \"a\\\"b\"))", "#| (assert true) |#", "(assert x\"y\")", "(assert |a|b)", "(assert \u00e9)",
            "(assert \"\u0000\")", "(assert (= x 1)", ")", "(assert \"open)", "(pop)", "(pop 99)", "(push 65)",
            "(push -1)", "(assert)", "(get-value)"})
    void refusesEverythingElse(String script) {
        assertThatThrownBy(() -> SmtScript.parse(script)).isInstanceOf(InvalidScriptException.class)
                .hasMessageMatching("(?s).{10,400}");
    }

    @Test
    void refusesLargeScripts() {
        for (String script : List.of("a".repeat(SmtScript.MAX_CHARACTERS + 1), "(".repeat(1000), "(push)".repeat(100),
                "(check-sat)".repeat(SmtScript.MAX_QUERIES + 1), "(assert p)".repeat(2001))) {
            assertThatThrownBy(() -> SmtScript.parse(script)).isInstanceOf(InvalidScriptException.class);
        }
    }

    @Test
    void readsAQuestion() throws InvalidScriptException {
        assertThat(only("""
                ```smt2
                (set-logic QF_LIA) (set-info :status sat) (set-option :produce-models true)
                (declare-const x Int) ; a (comment
                (declare-fun f (Int) Int) (define-fun answer () Int (f
                   x))
                (assert (> x 1))
                (assert-soft (> x 5) :weight 2) (minimize x)
                (check-sat) (get-model) (get-value (x (f x))) (exit) (include "x")
                ```""")).isEqualTo(new SmtQuery("",
                List.of("(declare-const x Int)", "(declare-fun f (Int) Int)", "(define-fun answer () Int (f x))"),
                List.of("(> x 1)"),
                List.of(new SmtQuery.Objective(SmtQuery.Goal.SOFT, "(> x 5)", "2"),
                        new SmtQuery.Objective(SmtQuery.Goal.MINIMIZE, "x", "1")),
                List.of("x", "answer"), List.of("x", "(f x)")));
    }

    @Test
    void asksAtTheEndWithoutCheckSat() throws InvalidScriptException {
        assertThat(only("(declare-const p Bool) (assert p)").assertions()).containsExactly("p");
    }

    @Test
    void namesAreDefinitionsAndDoNotWeakenTheirAssertions() throws InvalidScriptException {
        SmtQuery query = only("(declare-const p Bool) (assert (! p :named a)) (assert (! (not p) :weight 2))");

        assertThat(query.declarations()).contains("(define-fun a () Bool p)");
        assertThat(query.assertions()).containsExactly("p", "(not p)");
    }

    @Test
    void popRemovesWhatItsPushAdded() throws InvalidScriptException {
        List<SmtQuery> queries = SmtScript.parse("""
                (declare-const p Bool) (declare-const q Bool) (assert p)
                (echo "A") (push 1) (assert q) (check-sat) (pop 1)
                (check-sat-assuming ((not q))) (reset-assertions) (check-sat) (reset) (check-sat)""").queries();

        assertThat(queries).extracting(SmtQuery::label).containsExactly("A", "", "", "");
        assertThat(queries).extracting(SmtQuery::assertions).containsExactly(List.of("p", "q"), List.of("p", "(not q)"),
                List.of(), List.of());
        assertThat(queries).extracting(query -> query.declarations().size()).containsExactly(2, 2, 2, 0);
    }

    @Test
    void expectsAModelIfValuesOrAnOptimumAreAskedFor() throws InvalidScriptException {
        assertThat(only("(declare-const x Int) (assert (> x 1))").expectsModel()).isFalse();
        assertThat(only("(declare-const answer Int) (assert (> answer 1))").expectsModel()).isTrue();
        assertThat(only("(declare-const x Int) (assert (> x 1)) (minimize x)").expectsModel()).isTrue();
        assertThat(only("(declare-const x Int) (assert (> x 1)) (check-sat) (get-value (x))").expectsModel()).isTrue();
    }
}
