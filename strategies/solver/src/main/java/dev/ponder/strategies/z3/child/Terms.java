package dev.ponder.strategies.z3.child;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import com.microsoft.z3.AlgebraicNum;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.IntNum;
import com.microsoft.z3.Quantifier;
import com.microsoft.z3.RatNum;
import com.microsoft.z3.enumerations.Z3_decl_kind;

/** Reads terms and shows values. Pure functions. */
final class Terms {

    private static final int DECIMALS = 10;
    private static final int MAX_VALUE = 300;

    private Terms() {
    }

    /** A value for people: numbers as whole numbers, fractions or decimals, whatever their sort; all others as in SMT-LIB. */
    static String value(Expr<?> value) {
        String text = value.toString().replace('\n', ' ');
        if (value instanceof IntNum number) {
            text = number.getBigInteger().toString();
        } else if (value instanceof RatNum number) {
            text = number.getBigIntNumerator() + (number.getBigIntDenominator().equals(BigInteger.ONE)
                    ? ""
                    : "/" + number.getBigIntDenominator());
        } else if (value instanceof AlgebraicNum number) {
            text = number.toDecimal(DECIMALS).replace("?", "");
        }
        return text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + " ..." : text;
    }

    /** The constants and functions in these terms whose values a model chooses. */
    static Set<FuncDecl<?>> unknowns(Collection<? extends Expr<?>> terms) {
        Set<FuncDecl<?>> unknowns = new LinkedHashSet<>();
        Set<Expr<?>> seen = new HashSet<>();
        Deque<Expr<?>> open = new ArrayDeque<>(terms);
        while (!open.isEmpty()) {
            Expr<?> term = open.pop();
            if (!seen.add(term)) {
                continue;
            }
            if (term instanceof Quantifier quantifier) {
                open.push(quantifier.getBody());
            } else if (term.isApp()) {
                if (term.getFuncDecl().getDeclKind() == Z3_decl_kind.Z3_OP_UNINTERPRETED) {
                    unknowns.add(term.getFuncDecl());
                }
                for (Expr<?> argument : term.getArgs()) {
                    open.push(argument);
                }
            }
        }
        return unknowns;
    }
}
