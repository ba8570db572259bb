package dev.ponder.strategies.mars;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Finding;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.mars.Assessment.Report;
import dev.ponder.strategies.mars.Population.Solution;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Has solutions verified, several times each and all in parallel, by a checker who does not see who wrote them. */
final class Verifier {

    private static final String STAGE = "verify";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Verifier.class, "verify");
    private static final int MAX_REPORT_CHARACTERS = 4000;
    private static final Set<String> YES = Set.of("true", "yes", "correct", "valid", "pass", "passed", "accept", "1");
    private static final Set<String> NO = Set.of("false", "no", "incorrect", "wrong", "invalid", "fail", "failed",
            "reject",
            "incomplete", "0");
    private static final Pattern LABELLED = Pattern
            .compile("(?<![a-z])(?:verdict|correct)\\W{1,5}(?:is\\W{1,3})?([a-z]{2,10})", Pattern.CASE_INSENSITIVE);

    private static final ReplyFormat<Report> FORMAT = ReplyFormat.of("verification",
            ReplySchema.object().text("reasoning").text("first_error").oneOf("severity", "none", "gap", "critical")
                    .texts("gaps").flag("correct"),
            "correct", Verifier::report).orProse(Verifier::report);

    private final MarsSession session;

    Verifier(MarsSession session) {
        this.session = session;
    }

    /** The assessments of these solutions, the best first. */
    Uni<List<Assessment>> verify(List<Solution> solutions) {
        int passes = session.schedule().passes();
        int total = solutions.size() * passes;
        var done = new AtomicInteger();
        if (solutions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Uni<Optional<Report>>> calls = solutions.stream()
                .flatMap(solution -> IntStream.range(0, passes).mapToObj(pass -> prompt(solution)))
                .map(prompt -> FORMAT.ask(session.inference(), prompt).invoke(() -> session.inference()
                        .progress(Progress.of(STAGE, done.incrementAndGet(), total))))
                .toList();
        return Uni.join().all(calls).andFailFast().map(reports -> assessed(solutions, reports));
    }

    private Prompt prompt(Solution solution) {
        Map<String, Object> values = new HashMap<>(session.tags());
        values.put("strict", session.schedule().strict());
        ChatMessage material = FencedConversation.of(session.conversation()).message(session.fence(),
                session.block(FenceKind.CANDIDATE, "C1", solution));
        return session.limited(Prompt.internal(STAGE,
                Conversation.of(ChatMessage.system(INSTRUCTIONS.render(values)), material)))
                .withModel(session.settings().verifierModel().orElse(null));
    }

    private List<Assessment> assessed(List<Solution> solutions, List<Optional<Report>> reports) {
        int passes = session.schedule().passes();
        List<Assessment> assessments = new ArrayList<>();
        for (int i = 0; i < solutions.size(); i++) {
            assessments.add(new Assessment(solutions.get(i), passes,
                    reports.subList(i * passes, (i + 1) * passes).stream().flatMap(Optional::stream).toList()));
        }
        session.inference()
                .report(new Finding.Verdict(STAGE, assessments.stream().filter(one -> !one.reports().isEmpty())
                        .collect(Collectors.toMap(one -> one.solution().id(), Assessment::acceptance))));
        return assessments.stream().sorted(Assessment.BEST_FIRST).toList();
    }

    private static Optional<Report> report(JsonNode json) {
        return verdict(json.path("correct").asText("")).map(correct -> new Report(correct, faults(json)));
    }

    private static Optional<Report> report(String prose) {
        return prose.lines()
                .flatMap(line -> LABELLED.matcher(line).results())
                .flatMap(label -> verdict(label.group(1)).stream())
                .reduce((earlier, later) -> later)
                .map(correct -> new Report(correct, MiddleTruncation.of(prose, MAX_REPORT_CHARACTERS)));
    }

    private static Optional<Boolean> verdict(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return YES.contains(lower) ? Optional.of(true) : NO.contains(lower) ? Optional.of(false) : Optional.empty();
    }

    /** The faults by name, or the reasoning where none is named. */
    private static String faults(JsonNode json) {
        String severity = json.path("severity").asText("").strip();
        String error = json.path("first_error").asText("").strip();
        Stream<String> first = error.isEmpty() ? Stream.of() : Stream.of("First error (" + severity + "): " + error);
        Stream<String> gaps = StreamSupport.stream(json.path("gaps").spliterator(), false)
                .map(gap -> gap.asText("").strip()).filter(gap -> !gap.isEmpty()).map(gap -> "Gap: " + gap);
        String named = Stream.concat(first, gaps).collect(Collectors.joining("\n"));
        return MiddleTruncation.of(named.isEmpty() ? json.path("reasoning").asText("") : named, MAX_REPORT_CHARACTERS);
    }
}
