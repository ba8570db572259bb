package dev.ponder.toolkit.judge;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;

/** Candidates as one judge sees them: in this order, under labels that say nothing but the place. */
public record LabelledCandidates(List<Candidate> listed) {

    private static final String KIND = "candidate";

    public LabelledCandidates {
        listed = List.copyOf(listed);
    }

    public static LabelledCandidates of(Candidate... listed) {
        return new LabelledCandidates(List.of(listed));
    }

    /** The name of the tags around each. */
    public static String tag(Fence fence) {
        return fence.tag(KIND);
    }

    public int size() {
        return listed.size();
    }

    public List<String> labels() {
        return IntStream.rangeClosed(1, listed.size()).mapToObj(place -> "C" + place).toList();
    }

    /** The index of the candidate under a label. */
    public int index(String label) {
        return listed.get(labels().indexOf(label)).index();
    }

    /** Their texts, fenced. What the model thought before it answered is not shown. */
    public String shown(Fence fence) {
        List<String> labels = labels();
        return IntStream.range(0, listed.size())
                .mapToObj(i -> fence.wrap(KIND, labels.get(i), text(listed.get(i).answer())))
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(Answer answer) {
        return answer.text().isBlank() ? answer.refusal() : answer.text();
    }
}
