package dev.ponder.strategies.privacy.recognise;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.ponder.strategies.privacy.entity.EntityType;
import dev.ponder.strategies.privacy.entity.NameRecogniser;

/**
 * What is masked in one request.
 *
 * @param entities the kinds of entities
 * @param threshold the lowest confidence, 0 to 1
 * @param regions countries whose national telephone numbers are known, as ISO 3166-1 codes
 * @param names names of persons that are always masked, in any case
 * @param allowed values that are never masked, in lower case
 * @param patterns further patterns
 * @param recognisers further recognisers
 * @param skipFailed whether the request continues without a recogniser that fails
 * @param descriptions whether tools, functions and schemas are masked
 */
public record MaskingRules(Set<EntityType> entities, double threshold, List<String> regions, List<String> names,
        Set<String> allowed, CustomPatterns patterns, List<NameRecogniser> recognisers, boolean skipFailed,
        boolean descriptions) {

    /** The labels that placeholders may have, without those of recognisers. */
    public List<String> labels() {
        var labels = new LinkedHashSet<>(EntityType.labels());
        labels.addAll(patterns.labels());
        return new ArrayList<>(labels);
    }
}
