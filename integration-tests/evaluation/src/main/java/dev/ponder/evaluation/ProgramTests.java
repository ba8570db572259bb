package dev.ponder.evaluation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks programs by tests such as {@code f(2, 3) == 16}. A function that returns one integer expression is interpreted by
 * {@link ReturnedExpression}. Other programs are never executed in this JVM: they run in a {@link PythonProcess} if that is
 * allowed, and fail otherwise.
 */
final class ProgramTests {

    private static final Pattern TEST = Pattern
            .compile("([A-Za-z_]\\w{0,63})\\(([-0-9, ]{0,200})\\) == (-?[0-9]{1,200})");

    private final boolean runPrograms;

    ProgramTests(boolean runPrograms) {
        this.runPrograms = runPrograms;
    }

    boolean pass(String program, List<String> tests) {
        Optional<ReturnedExpression> function = ReturnedExpression.in(program);
        if (function.isPresent() && tests.stream().allMatch(test -> TEST.matcher(test).matches())) {
            return tests.stream().allMatch(test -> passes(function.get(), test));
        }
        return runPrograms && PythonProcess.passes(program, tests);
    }

    private static boolean passes(ReturnedExpression function, String test) {
        Matcher call = TEST.matcher(test);
        if (!call.matches() || !call.group(1).equals(function.name())) {
            return false;
        }
        List<BigInteger> arguments = new ArrayList<>();
        for (String argument : call.group(2).split(",")) {
            if (!argument.isBlank()) {
                arguments.add(new BigInteger(argument.strip()));
            }
        }
        return function.valueOf(arguments).equals(Optional.of(new BigInteger(call.group(3))));
    }
}
