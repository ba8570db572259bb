package dev.ponder.strategies.privacy.mask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detection;
import dev.ponder.strategies.privacy.placeholder.PlaceholderMatcher;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;
import dev.ponder.strategies.privacy.recognise.EntityDetector;
import dev.ponder.strategies.privacy.recognise.MaskingRules;
import dev.ponder.strategies.privacy.recognise.TermMatcher;

/**
 * Masks a request in two passes. The first one finds the values in all texts; the second one masks every occurrence of them, also
 * where a text alone does not show what it is, and numbers the placeholders in the order of the conversation. One instance for
 * each request.
 */
public final class RequestMasker {

    private static final int SHORTEST_TERM = 3;

    private final MaskingRules rules;
    private final EntityDetector detector;
    private final PlaceholderMatcher literals;
    private final PlaceholderTable table = new PlaceholderTable();
    private final List<List<Detection>> found = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    /** A masker with these rules. */
    public RequestMasker(MaskingRules rules) {
        this.rules = rules;
        this.detector = new EntityDetector(rules);
        this.literals = new PlaceholderMatcher(rules.labels());
    }

    /** The masked request. To be called once. */
    public MaskedRequest mask(ChatRequest request) {
        new RequestTexts(new Search(), rules.descriptions()).map(request);
        if (values.isEmpty()) {
            return new MaskedRequest(request, table, detector.failed());
        }
        TermMatcher terms = TermMatcher.of(values);
        Iterator<List<Detection>> next = found.iterator();
        ChatRequest masked = new RequestTexts((text, context) -> masked(text, next.next(), terms), rules.descriptions())
                .map(request);
        return new MaskedRequest(masked, table, detector.failed());
    }

    /** The first pass, which changes nothing. */
    private final class Search implements TextMapper {

        @Override
        public String map(String text, String context) {
            reserveLiterals(text);
            return mapSigned(text, context);
        }

        @Override
        public String mapSigned(String text, String context) {
            detect(text, context);
            return text;
        }
    }

    private void detect(String text, String context) {
        List<Detection> detections = detector.detect(text, context);
        found.add(detections);
        for (Detection detection : detections) {
            String value = text.substring(detection.start(), detection.end());
            if (value.length() >= SHORTEST_TERM) {
                values.putIfAbsent(value, detection.label());
            }
        }
    }

    /** A placeholder that the client wrote is no placeholder of ours. */
    private void reserveLiterals(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            if (literals.begins(c) && !(Chars.latin(c) && Chars.word(before))
                    && literals.match(text, at, before, true) > at) {
                table.reserve(literals.label(), literals.number());
            }
        }
    }

    private String masked(String text, List<Detection> detections, TermMatcher terms) {
        var all = new ArrayList<>(detections);
        terms.find(text, all);
        if (all.isEmpty()) {
            return text;
        }
        var masked = new StringBuilder(text.length());
        int copied = 0;
        for (Detection detection : EntityDetector.merged(all)) {
            String value = text.substring(detection.start(), detection.end());
            String label = values.getOrDefault(value, detection.label());
            masked.append(text, copied, detection.start()).append(table.placeholder(label, value));
            copied = detection.end();
        }
        return masked.append(text, copied, text.length()).toString();
    }
}
