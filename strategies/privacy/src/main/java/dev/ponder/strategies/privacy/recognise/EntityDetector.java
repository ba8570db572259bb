package dev.ponder.strategies.privacy.recognise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.ponder.api.error.InternalException;
import dev.ponder.api.error.RequestException;
import dev.ponder.strategies.privacy.entity.Detection;
import dev.ponder.strategies.privacy.entity.EntityType;
import dev.ponder.strategies.privacy.entity.NameRecogniser;

/**
 * Finds what is to be masked in a text: the results of all recognisers without those that are allowed or below the threshold.
 * Spans that overlap become one, so that no part of a value remains. Used by one thread at a time.
 */
public final class EntityDetector {

    private static final Comparator<Detection> BY_PLACE = Comparator.comparingInt(Detection::start)
            .thenComparing(Comparator.comparingInt(Detection::end).reversed());

    private final MaskingRules rules;
    private final EntityScanner scanner;
    private final TermMatcher names = new TermMatcher(true);
    private final Set<String> failed = new LinkedHashSet<>();

    /** A detector with these rules. */
    public EntityDetector(MaskingRules rules) {
        this.rules = rules;
        this.scanner = new EntityScanner(rules.entities(), rules.regions());
        if (rules.entities().contains(EntityType.PERSON)) {
            rules.names().forEach(name -> names.add(name, EntityType.PERSON.name()));
        }
    }

    /**
     * What is to be masked, in the order of the text, without overlaps. Throws an {@link InternalException} without details if
     * a recogniser fails.
     *
     * @param context what is known about the text, such as the name of the JSON member that contains it; may be empty
     */
    public List<Detection> detect(String text, String context) {
        var found = new ArrayList<Detection>();
        try {
            scanner.scan(text, context).stream().filter(detection -> detection.score() >= rules.threshold())
                    .forEach(found::add);
            if (!names.isEmpty()) {
                names.find(text, found);
            }
            rules.patterns().find(text, found);
        } catch (RequestException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure("a recogniser", e);
        }
        rules.recognisers().forEach(recogniser -> add(recogniser, text, found));
        found.removeIf(detection -> rules.allowed().contains(
                text.substring(detection.start(), detection.end()).toLowerCase(Locale.ROOT)));
        return merged(found);
    }

    /** The recognisers that failed and were skipped, by their class. */
    public Set<String> failed() {
        return failed;
    }

    private void add(NameRecogniser recogniser, String text, List<Detection> found) {
        try {
            for (Detection detection : recogniser.recognise(text)) {
                boolean valid = detection.start() >= 0 && detection.start() < detection.end()
                        && detection.end() <= text.length();
                if (!valid) {
                    throw new IllegalStateException("a span outside of the text");
                }
                if (detection.score() >= rules.threshold() && wanted(detection.label())) {
                    found.add(detection);
                }
            }
        } catch (RuntimeException e) {
            if (!rules.skipFailed()) {
                throw failure(recogniser.getClass().getSimpleName(), e);
            }
            failed.add(recogniser.getClass().getSimpleName());
        }
    }

    private boolean wanted(String label) {
        return EntityType.labels().stream().noneMatch(label::equals)
                || rules.entities().contains(EntityType.valueOf(label));
    }

    /** The message and the cause of the failure may contain the text, and the server logs causes. */
    private static InternalException failure(String recogniser, RuntimeException failure) {
        return new InternalException("privacy: " + recogniser + " failed with " + failure.getClass().getSimpleName()
                + "; the request was not sent (see ponder.strategies.privacy.on-error)", null);
    }

    /** The same spans in order, where those that overlap are one with the label of the most certain. */
    public static List<Detection> merged(List<Detection> spans) {
        if (spans.size() < 2) {
            return spans;
        }
        spans.sort(BY_PLACE);
        var merged = new ArrayList<Detection>(spans.size());
        Detection last = spans.get(0);
        for (Detection next : spans.subList(1, spans.size())) {
            if (last.overlaps(next)) {
                Detection surer = next.score() > last.score() ? next : last;
                last = new Detection(surer.label(), last.start(), Math.max(last.end(), next.end()), surer.score());
            } else {
                merged.add(last);
                last = next;
            }
        }
        merged.add(last);
        return merged;
    }
}
