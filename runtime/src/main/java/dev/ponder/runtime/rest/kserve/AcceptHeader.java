package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ponder.api.serving.StreamFormat;
import dev.ponder.runtime.serving.ModelRequest.Accepted;

/** Reads {@code Accept}: the preferred stream format, and whether it precedes JSON. Wildcards name no format. */
final class AcceptHeader {

    private static final Map<String, StreamFormat> FORMATS = Map.of(
            "text/event-stream", StreamFormat.SSE,
            "application/x-ndjson", StreamFormat.NDJSON,
            "application/ndjson", StreamFormat.NDJSON,
            "application/jsonl", StreamFormat.NDJSON);
    /** The ranges that a stream of texts or bytes matches. */
    private static final Set<String> OF_RAW_STREAMS = Set.of("*/*", "text/*", "text/plain", "application/*",
            "application/octet-stream");
    private static final Pattern WEIGHT = Pattern.compile("\\s*[qQ]\\s*=\\s*([01](?:\\.\\d{0,3})?)\\s*");

    private AcceptHeader() {
    }

    private record Range(String type, double weight, int place) {

        boolean before(Range other) {
            return weight == other.weight ? place < other.place : weight > other.weight;
        }
    }

    static Accepted read(String header) {
        String[] written = header.split(",", -1);
        List<Range> ranges = IntStream.range(0, written.length).mapToObj(place -> range(written[place], place))
                .filter(range -> range.weight() > 0).toList();
        Optional<Range> stream = best(ranges, FORMATS::containsKey);
        Optional<Range> json = best(ranges, "application/json"::equals);
        return new Accepted(stream.map(range -> FORMATS.get(range.type())),
                stream.isPresent() && json.map(stream.get()::before).orElse(true),
                json.isPresent() && stream.isEmpty() && best(ranges, OF_RAW_STREAMS::contains).isEmpty());
    }

    private static Optional<Range> best(List<Range> ranges, Predicate<String> wanted) {
        return ranges.stream().filter(range -> wanted.test(range.type()))
                .reduce((first, next) -> next.before(first) ? next : first);
    }

    private static Range range(String written, int place) {
        String[] parts = written.split(";", -1);
        double weight = Stream.of(parts).skip(1).map(WEIGHT::matcher).filter(part -> part.matches()).findFirst()
                .map(part -> Double.parseDouble(part.group(1))).orElse(1.0);
        return new Range(parts[0].strip().toLowerCase(Locale.ROOT), weight, place);
    }
}
