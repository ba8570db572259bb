package dev.ponder.strategies.z3.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.strategies.z3.process.QueryResult.Status;
import dev.ponder.strategies.z3.process.QueryResult.Uniqueness;
import dev.ponder.strategies.z3.process.SolverResult.Failed;
import dev.ponder.strategies.z3.process.SolverResult.Fault;
import dev.ponder.strategies.z3.process.SolverResult.Solved;

/** Scripts in real solver processes. */
class Z3SolverTest {

    private static SolverProcesses solver;

    @BeforeAll
    static void start() {
        solver = new SolverProcesses(2, Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
    }

    @AfterAll
    static void stop() {
        solver.close();
    }

    private static SolverResult solve(String script) {
        return solver.solve(new SolverRequest(script, Duration.ofSeconds(30), 256)).join();
    }

    private static List<QueryResult> results(String script) {
        SolverResult result = solve(script);
        assertThat(result).isInstanceOf(Solved.class);
        return ((Solved) result).queries();
    }

    private static QueryResult result(String script) {
        List<QueryResult> results = results(script);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void findsTheOnlyModel() {
        QueryResult result = result("""
                (set-logic QF_LIA) ; two numbers
                (declare-const x Int) (declare-const y Int)
                (assert (! (= (+ x y) 10) :named sum))
                (assert (= (- x y) -4))
                (define-fun answer () Int (* x y))
                (check-sat)""");

        assertThat(result).isEqualTo(QueryResult.satisfiable("", List.of(new Binding("answer", "21")),
                Uniqueness.UNIQUE, List.of()));
    }

    @Test
    void aNamedAssertionIsNotDropped() {
        assertThat(result("(declare-const x Int) (assert (! (> x 3) :named big)) (assert (! (< x 2) :named small))"))
                .isEqualTo(QueryResult.unsatisfiable("", List.of("(> x 3)", "(< x 2)")));
    }

    @Test
    void reportsOtherSolutions() {
        QueryResult result = result(
                "(declare-const x Int) (assert (and (> x 3) (< x 6))) (check-sat) (get-value (x (* 2 x)))");

        assertThat(result.uniqueness()).isEqualTo(Uniqueness.SEVERAL);
        assertThat(result.values()).extracting(Binding::term).containsExactly("x", "(* 2 x)");
        assertThat(result.alternative()).hasSize(2).isNotEqualTo(result.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "(= x (/ 1.0 3))                    | 1/3", "(= x (- 2.5))           | -5/2", "(= (* 3 x) 12)  | 4",
            "(and (= (* x x) 2.0) (> x 0.0))    | 1.4142135623"})
    void showsNumbersWhateverTheirSort(String assertion, String value) {
        assertThat(result("(declare-const answer Real)" + "(assert " + assertion.replace("x", "answer") + ")").values())
                .containsExactly(new Binding("answer", value));
    }

    @Test
    void findsTheContradictionOnly() {
        assertThat(result("""
                (declare-const x Int) (declare-const y Int)
                (assert (> y 0)) (assert (> x 5)) (assert (< x y)) (assert (< x 3))""").core())
                .containsExactly("(> x 5)", "(< x 3)");
    }

    @Test
    void decidesTheOptionsOfAMultipleChoiceQuestion() {
        assertThat(results("""
                (declare-datatypes ((Person 0)) (((Ann) (Bob) (Cy))))
                (declare-fun seat (Person) Int)
                (assert (forall ((p Person)) (and (>= (seat p) 1) (<= (seat p) 3))))
                (assert (distinct (seat Ann) (seat Bob) (seat Cy)))
                (assert (< (seat Ann) (seat Bob)))
                (echo "A") (push) (assert (= (seat Ann) 3)) (check-sat) (pop)
                (echo "B") (push) (assert (= (seat Cy) 3)) (check-sat) (pop)"""))
                .extracting(QueryResult::label, QueryResult::status)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("A", Status.UNSATISFIABLE),
                        org.assertj.core.groups.Tuple.tuple("B", Status.SATISFIABLE));
    }

    @Test
    void confirmsOptima() {
        assertThat(result("""
                (declare-const x Int) (declare-const y Int)
                (assert (<= (+ x (* 2 y)) 14)) (assert (>= x 0)) (assert (>= y 0)) (assert (<= x 6))
                (maximize (+ (* 3 x) (* 4 y))) (minimize x)
                (check-sat) (get-objectives) (get-value ((+ (* 3 x) (* 4 y)) x y))"""))
                .isEqualTo(QueryResult.satisfiable("", List.of(new Binding("(+ (* 3 x) (* 4 y))", "34"),
                        new Binding("x", "6"), new Binding("y", "4")), Uniqueness.UNIQUE, List.of()));
        assertThat(result("""
                (declare-const a Bool) (declare-const b Bool) (assert (not (and a b)))
                (assert-soft a :weight 2) (assert-soft b :weight 3) (check-sat) (get-value (a b))""").values())
                .containsExactly(new Binding("a", "false"), new Binding("b", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "(declare-const x Int) (declare-const y Int) (assert (> x 3)) (check-sat) (get-value (y))",
            "(declare-const answer Int) (check-sat)", "(check-sat)",
            "(declare-const answer Int) (assert (= answer answer))", "(declare-const x Int) (assert (= x x))",
            "(declare-const x Int) (assert (> x 1)) (maximize x) (check-sat)"})
    void findsWhatSaysTooLittle(String script) {
        assertThat(result(script).status()).isEqualTo(Status.DEFECTIVE);
        assertThat(result(script).detail()).isNotBlank();
    }

    @Test
    void computesTermsWithoutUnknowns() {
        assertThat(result("(define-fun answer () Int (+ 2 (* 3 4)))").values())
                .containsExactly(new Binding("answer", "14"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "(declare-const x Int) (assert (> x z)) | Error: unknown constant z, in: (assert (> x z))",
            "(declare-const x Int) (assert (+ x 1)) | in: (assert (+ x 1))",
            "(assert true)) | A closing parenthesis has no opening one",
            "(include \"/etc/passwd\") | The command include is not allowed."})
    void explainsErrors(String script, String message) {
        assertThat(solve(script)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(Fault.INVALID);
            assertThat(failed.message()).contains(message);
        });
    }
}
