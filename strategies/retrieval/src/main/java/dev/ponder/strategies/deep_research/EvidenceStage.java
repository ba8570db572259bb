package dev.ponder.strategies.deep_research;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchOutcome;
import dev.ponder.retrieval.search.SearchQuery.Recency;
import dev.ponder.retrieval.source.Excerpt;
import dev.ponder.retrieval.source.WebPage;
import dev.ponder.retrieval.source.WebRetrieval;
import dev.ponder.strategies.deep_research.Evidence.Note;
import dev.ponder.strategies.deep_research.Evidence.Source;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/**
 * Searches for questions, reads the best pages, and takes notes of what they say, with quotations. A note whose quotation is
 * not in its source is dropped. Searches, pages and notes of all questions are made in parallel.
 */
final class EvidenceStage {

    private static final String SEARCH = "search";
    private static final String READ = "read";
    static final String NOTES = "notes";
    private static final PromptTemplate TASK = PromptTemplate.of(EvidenceStage.class, "notes");
    private static final ReplyFormat<List<JsonNode>> FORMAT = ReplyFormat.of("notes", ReplySchema.object()
            .text("reasoning").objects("notes", ReplySchema.object().number("source").text("claim").text("quote")), "notes",
            reply -> reply.path("notes").isArray()
                    ? Optional.of(List.copyOf(listed(reply.path("notes"))))
                    : Optional.empty());
    private static final int MAX_NOTES = 12;
    private static final int MAX_CLAIM = 500;
    private static final int MAX_QUOTE = 400;
    private static final int MIN_QUOTE = 3;

    private final WebRetrieval retrieval;
    private final DeepResearchConfig settings;
    private final ResearchPrompts prompts;
    private final Evidence evidence;

    /** A question with passages of its sources, by their numbers. */
    private record Reading(ResearchQuestion question, Map<Integer, String> passages) {}

    EvidenceStage(WebRetrieval retrieval, DeepResearchConfig settings, ResearchPrompts prompts, Evidence evidence) {
        this.retrieval = retrieval;
        this.settings = settings;
        this.prompts = prompts;
        this.evidence = evidence;
    }

    /** Adds what is found about these questions to the evidence. */
    Uni<Evidence> gather(List<ResearchQuestion> questions) {
        if (questions.isEmpty()) {
            return Uni.createFrom().item(evidence);
        }
        Inference inference = retrieval.inference();
        inference.progress(new Progress(SEARCH, 0, questions.size(),
                questions.stream().map(ResearchQuestion::query).collect(Collectors.joining("; "))));
        return Uni.join().all(questions.stream().map(this::search).toList()).andFailFast()
                .invoke(this::report)
                .chain(found -> read(found.stream().map(SearchOutcome::hits).toList())
                        .chain(() -> passages(questions, found)))
                .chain(this::takeNotes)
                .replaceWith(evidence);
    }

    private Uni<SearchOutcome> search(ResearchQuestion question) {
        return retrieval.search(List.of(question.query()), settings.results(), settings.language().orElse(""), Recency.ANY);
    }

    private void report(List<SearchOutcome> found) {
        List<String> failures = found.stream().flatMap(outcome -> outcome.failures().stream()).distinct().toList();
        if (!failures.isEmpty()) {
            retrieval.inference().report(new Finding.Degraded(SEARCH,
                    "searches failed (" + String.join("; ", failures) + "), so their results are missing"));
        }
    }

    /** Reads the pages that are new, the best ones of each question first. A page that cannot be read is its excerpt. */
    private Uni<Void> read(List<List<SearchHit>> found) {
        var wanted = new LinkedHashSet<SearchHit>();
        for (int rank = 0; rank < settings.pages(); rank++) {
            for (List<SearchHit> hits : found) {
                if (rank < hits.size() && !evidence.contains(hits.get(rank)) && wanted.size() < evidence.room()) {
                    wanted.add(hits.get(rank));
                }
            }
        }
        return retrieval.read(List.copyOf(wanted)).invoke(pages -> {
            Map<SearchHit, WebPage> read = pages.stream().collect(Collectors.toMap(WebPage::hit, page -> page));
            for (SearchHit hit : wanted) {
                if (read.containsKey(hit) || !hit.snippet().isBlank()) {
                    evidence.add(read.getOrDefault(hit, new WebPage(hit, hit.title(), hit.snippet())));
                }
            }
            retrieval.inference().progress(new Progress(READ, pages.size(), wanted.size(), evidence.size() + " sources"));
        }).replaceWithVoid();
    }

    private Uni<List<Reading>> passages(List<ResearchQuestion> questions, List<SearchOutcome> found) {
        var readings = new ArrayList<Uni<Reading>>();
        for (int i = 0; i < questions.size(); i++) {
            ResearchQuestion question = questions.get(i);
            List<Source> sources = evidence.of(found.get(i).hits());
            readings.add(retrieval.excerpts(sources.stream().map(Source::page).toList(),
                    question.question() + " " + question.query(), settings.pageTokens())
                    .map(excerpts -> new Reading(question, byNumber(sources, excerpts))));
        }
        return Uni.join().all(readings).andFailFast()
                .map(all -> all.stream().filter(reading -> !reading.passages().isEmpty()).toList());
    }

    private static Map<Integer, String> byNumber(List<Source> sources, List<Excerpt> excerpts) {
        return excerpts.stream().collect(Collectors.toMap(excerpt -> sources.stream()
                .filter(source -> source.page().hit().equals(excerpt.hit())).findFirst().orElseThrow().number(),
                Excerpt::text));
    }

    private Uni<Evidence> takeNotes(List<Reading> readings) {
        if (readings.isEmpty()) {
            return Uni.createFrom().item(evidence);
        }
        Inference inference = retrieval.inference();
        var done = new AtomicInteger();
        return Uni.join().all(readings.stream().map(reading -> FORMAT.ask(inference, prompt(reading))
                .chain(reply -> inference.compute(characters(reading), () -> notes(reading, reply.orElse(List.of()))))
                .invoke(notes -> inference.progress(Progress.of(NOTES, done.incrementAndGet(), readings.size()))))
                .toList()).andFailFast()
                .map(all -> {
                    all.forEach(evidence::note);
                    return evidence;
                });
    }

    private Prompt prompt(Reading reading) {
        String documents = reading.passages().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(passage -> FenceKind.DOCUMENT.wrap(prompts.fence(), passage.getKey().toString(), passage.getValue()))
                .collect(Collectors.joining("\n\n"));
        return prompts.internal(NOTES, TASK, Map.of("notes", MAX_NOTES),
                prompts.plan(List.of(reading.question())) + "\n\n" + documents);
    }

    private static long characters(Reading reading) {
        return reading.passages().values().stream().mapToLong(String::length).sum();
    }

    /** The notes whose quotations are in their sources; without any, the beginnings of the passages themselves. */
    private static List<Note> notes(Reading reading, List<JsonNode> written) {
        Map<Integer, String> sources = reading.passages().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, passage -> comparable(passage.getValue())));
        var notes = new ArrayList<Note>();
        for (JsonNode note : written) {
            int source = note.path("source").asInt();
            String quote = note.path("quote").asText("").strip();
            String words = comparable(quote);
            if (notes.size() < MAX_NOTES && words.length() >= MIN_QUOTE
                    && sources.getOrDefault(source, "").contains(words)) {
                notes.add(new Note(source, notes.size(),
                        MiddleTruncation.of(note.path("claim").asText("").strip(), MAX_CLAIM),
                        MiddleTruncation.of(quote, MAX_QUOTE)));
            }
        }
        return notes.isEmpty() ? beginnings(reading) : notes;
    }

    private static List<Note> beginnings(Reading reading) {
        return reading.passages().entrySet().stream().sorted(Comparator.comparing(Map.Entry::getKey))
                .map(passage -> new Note(passage.getKey(), 0, "",
                        passage.getValue().substring(0, Math.min(passage.getValue().length(), MAX_QUOTE)))).toList();
    }

    /** Letters and digits alone, because models change blanks, quotation marks and markup of what they quote. */
    private static String comparable(String text) {
        var letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                letters.append(Character.toLowerCase(text.charAt(i)));
            }
        }
        return letters.toString();
    }

    private static List<JsonNode> listed(JsonNode array) {
        var items = new ArrayList<JsonNode>();
        array.forEach(items::add);
        return items;
    }
}
