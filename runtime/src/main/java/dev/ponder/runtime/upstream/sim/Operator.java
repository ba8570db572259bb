package dev.ponder.runtime.upstream.sim;

/** The binary operators. */
enum Operator {

    PLUS(" + "), MINUS(" - "), TIMES(" * "), OVER(" / "), POWER(" ^ "), PERCENT_OF("% of ");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean addsUp() {
        return this == PLUS || this == MINUS;
    }

    Rational apply(Rational left, Rational right) {
        return switch (this) {
            case PLUS -> left.plus(right);
            case MINUS -> left.minus(right);
            case TIMES -> left.times(right);
            case OVER -> left.over(right);
            case POWER -> left.power(right);
            case PERCENT_OF -> left.over(Rational.HUNDRED).times(right);
        };
    }
}
