package dev.ponder.strategies.readurls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.retrieval.fetch.FetchException;
import dev.ponder.retrieval.fetch.FetchedPage;
import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.strategies.readurls.PageDocuments.Source;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/**
 * Reads the pages behind the URLs of the user's last message in parallel, and appends them to that message as documents inside a
 * fence. The user's text stays as it is. A page that cannot be read is reported to the model and to the client.
 */
@Strategy(id = "readurls", title = "Reading linked pages", settings = ReadUrlsConfig.class, enabled = false,
        summary = "Reads the pages behind the links of the question, and shows them to the model.",
        tools = ToolPolicy.FINAL_STAGE)
class ReadUrls implements InferenceStrategy.Transform {

    private static final PromptTemplate DOCUMENTS = PromptTemplate.of(ReadUrls.class, "documents");
    private static final String FETCH = "fetch";
    private static final int KILOBYTE = 1024;

    private final ReadUrlsConfig config;
    private final PageFetcher fetcher;

    ReadUrls(ReadUrlsConfig config, PageFetcher fetcher) {
        this.config = config;
        this.fetcher = fetcher;
    }

    @Override
    public Uni<ChatRequest> transform(Inference inference) {
        ReadUrlsConfig settings = inference.settings().of(config);
        ChatRequest request = inference.request();
        List<String> turns = turns(request.conversation(), settings.allTurns());
        return inference.compute(turns.stream().mapToLong(String::length).sum(), () -> urls(turns))
                .chain(urls -> urls.isEmpty()
                        ? Uni.createFrom().item(request)
                        : read(inference, settings, urls).map(request::withConversation));
    }

    /** The texts of the user whose URLs are read, the latest first. */
    private static List<String> turns(Conversation conversation, boolean all) {
        if (!all) {
            return List.of(conversation.question());
        }
        List<String> turns = new ArrayList<>(conversation.messages().stream()
                .filter(message -> message.role().equals(Role.USER)).map(ChatMessage::text).toList());
        Collections.reverse(turns);
        return turns;
    }

    /** Not those in blocks of other strategies, such as search results: these are data, and were not chosen by the user. */
    private static List<String> urls(List<String> turns) {
        return turns.stream().flatMap(turn -> UrlScanner.urls(Fence.blocks(turn).rest()).stream()).distinct().toList();
    }

    private Uni<Conversation> read(Inference inference, ReadUrlsConfig settings, List<String> urls) {
        List<String> chosen = urls.subList(0, Math.min(urls.size(), settings.maxUrls()));
        if (chosen.size() < urls.size()) {
            degraded(inference, "only " + chosen.size() + " of " + urls.size() + " links were read");
        }
        return sources(inference, chosen).chain(sources -> {
            long lost = sources.stream().filter(source -> source.page() == null).count();
            if (lost > 0) {
                degraded(inference, lost + " of " + sources.size() + " pages could not be read");
            }
            Fence fence = Fence.of(inference.random());
            long characters = sources.stream().mapToLong(Source::length).sum();
            Conversation conversation = inference.request().conversation();
            return inference.compute(characters, () -> withDocuments(conversation, fence,
                    PageDocuments.render(fence, sources, question(conversation, urls), settings.maxChars())));
        });
    }

    /** The words that decide which passages of a long page are shown. */
    private static String question(Conversation conversation, List<String> urls) {
        String text = Fence.blocks(conversation.question()).rest();
        for (String url : urls) {
            text = text.replace(url, " ");
        }
        return text;
    }

    private Uni<List<Source>> sources(Inference inference, List<String> urls) {
        var done = new AtomicInteger();
        inference.progress(Progress.of(FETCH, 0, urls.size()));
        Stream<Uni<Source>> reads = urls.stream().map(url -> inference.onEventLoop(fetcher.fetch(url))
                .map(page -> new Source(url, page, ""))
                .onFailure(FetchException.class)
                .recoverWithItem(failure -> new Source(url, null, String.valueOf(failure.getMessage())))
                .invoke(source -> inference.progress(
                        new Progress(FETCH, done.incrementAndGet(), urls.size(), note(source)))));
        return Uni.join().all(reads.toList()).andFailFast();
    }

    private static String note(Source source) {
        FetchedPage page = source.page();
        String host = UrlScanner.host(source.url());
        return page == null
                ? host + " could not be read (" + source.failure() + ")"
                : "fetched " + host + ", " + size(page.bytes());
    }

    private static String size(int bytes) {
        return bytes < KILOBYTE
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%d KB", Math.round(bytes / (double) KILOBYTE));
    }

    private static Conversation withDocuments(Conversation conversation, Fence fence, String documents) {
        return conversation
                .withInstructions(DOCUMENTS.render(Map.of("tag", FenceKind.DOCUMENT.tag(fence))))
                .withQuestion(question -> question + "\n\n" + documents);
    }

    private static void degraded(Inference inference, String reason) {
        inference.report(new Finding.Degraded(FETCH, reason));
    }
}
