package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A problem with options, each on a line of its own: {@code B) 391}.
 *
 * @param problem the problem without its options
 * @param options the answers by their labels
 * @param right the label of the right answer
 */
record ChoiceProblem(SimProblem problem, Map<String, String> options, String right) implements SimProblem {

    private static final Pattern OPTION = Pattern.compile("(?m)^[ \\t]{0,8}\\(?([A-J])[).] {1,4}(\\S[^\\n]{0,80})$");
    private static final Pattern MARKED = Pattern
            .compile("(?i:answer(?: is)?)[ :*_(\\[$\"]{1,8}(?:(?i:option) )?([A-J])(?![A-Za-z0-9])");
    private static final Pattern LABEL = Pattern.compile("(?<![A-Za-z0-9])([B-J])(?![A-Za-z0-9])");

    static Optional<SimProblem> lastIn(String text) {
        Matcher option = OPTION.matcher(text);
        Map<String, String> options = new LinkedHashMap<>();
        int start = 0;
        while (option.find()) {
            if (option.group(1).equals("A")) {
                options.clear();
                start = option.start();
            }
            options.put(option.group(1), option.group(2).strip());
        }
        return options.size() < 2 || !options.containsKey("A")
                ? Optional.empty()
                : SimProblem.withoutOptions(text.substring(0, start)).flatMap(problem -> of(problem, options));
    }

    /** Empty when none of the options is right. */
    private static Optional<SimProblem> of(SimProblem problem, Map<String, String> options) {
        return options.keySet().stream()
                .filter(label -> problem.stated(options.getOrDefault(label, "")).filter(problem::isRight).isPresent())
                .findFirst()
                .map(right -> new ChoiceProblem(problem, options, right));
    }

    @Override
    public String wrong(RandomGenerator chance) {
        List<String> labels = new ArrayList<>(options.keySet());
        labels.remove(right);
        return SimRandom.pick(labels, chance);
    }

    @Override
    public Optional<String> marked(String text) {
        return last(MARKED, text).or(() -> problem.marked(text).flatMap(this::labelOf));
    }

    private Optional<String> labelOf(String value) {
        return options.keySet().stream()
                .filter(label -> problem.stated(options.getOrDefault(label, "")).filter(value::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<SmtFormula> formula() {
        return problem.formula();
    }

    @Override
    public Optional<String> stated(String text) {
        String whole = text.strip();
        return options.containsKey(whole) ? Optional.of(whole) : marked(text).or(() -> last(LABEL, text));
    }

    private Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).filter(options::containsKey)
                .reduce((first, second) -> second);
    }

    @Override
    public String reasoning(String answer, RandomGenerator chance) {
        return problem.stated(options.getOrDefault(answer, ""))
                .map(value -> problem.reasoning(value, chance)).orElse("The others do not fit.")
                + " That is option " + answer + ".";
    }
}
