package dev.ponder.openai.sdk;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** What a handler of LangChain4j is told of a stream. */
final class RecordingResponseHandler implements StreamingChatResponseHandler {

    private static final long PATIENCE_SECONDS = 20;

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<PartialToolCall> toolPieces = new CopyOnWriteArrayList<>();
    private final List<CompleteToolCall> toolCalls = new CopyOnWriteArrayList<>();
    private final CompletableFuture<StreamingHandle> begun = new CompletableFuture<>();
    private final CompletableFuture<ChatResponse> ended = new CompletableFuture<>();

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        texts.add(piece.text());
        begun.complete(context.streamingHandle());
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        toolPieces.add(piece);
    }

    @Override
    public void onCompleteToolCall(CompleteToolCall call) {
        toolCalls.add(call);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        ended.complete(response);
    }

    @Override
    public void onError(Throwable error) {
        ended.completeExceptionally(error);
    }

    List<String> texts() {
        return texts;
    }

    List<PartialToolCall> toolPieces() {
        return toolPieces;
    }

    List<CompleteToolCall> toolCalls() {
        return toolCalls;
    }

    /** The handle of the stream; waits for its first text. */
    StreamingHandle handle() {
        return soon(begun).join();
    }

    /** The whole answer; waits for it. */
    ChatResponse answer() {
        return soon(ended).join();
    }

    /** What went wrong; waits for it. */
    Throwable failure() {
        return soon(ended.handle((response, failure) -> {
            if (failure == null) {
                throw new AssertionError("expected a failure, but the stream ended well: " + response);
            }
            return failure;
        })).join();
    }

    /** Whether it was told of an answer that came to its end; waits for the end of the stream. */
    boolean complete() {
        return soon(ended.handle((response, failure) -> failure == null && response.finishReason() != null)).join();
    }

    private static <T> CompletableFuture<T> soon(CompletableFuture<T> event) {
        return event.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
