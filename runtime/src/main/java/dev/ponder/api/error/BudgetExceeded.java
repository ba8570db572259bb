package dev.ponder.api.error;

/** The request reached its limit of calls, tokens or time. */
public final class BudgetExceeded extends InferenceException {

    private static final long serialVersionUID = 1;

    private final int status;

    private final String code;

    private BudgetExceeded(int status, String code, String message) {
        super(message, null);
        this.status = status;
        this.code = code;
    }

    /** It used up its calls or tokens: 429. */
    public static BudgetExceeded budgetExhausted(String message) {
        return new BudgetExceeded(429, "budget_exceeded", message);
    }

    /** It was not answered within its deadline: 504. */
    public static BudgetExceeded deadlineExceeded(String message) {
        return new BudgetExceeded(504, "deadline_exceeded", message);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String type() {
        return "budget_exceeded";
    }

    @Override
    public String code() {
        return code;
    }
}
