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

/** Records what LangChain4j passes to the handler of a stream. */
final class RecordingResponseHandler implements StreamingChatResponseHandler {

    private static final long WAIT_SECONDS = 20;

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<PartialToolCall> partialToolCalls = new CopyOnWriteArrayList<>();
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
        partialToolCalls.add(piece);
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

    List<PartialToolCall> partialToolCalls() {
        return partialToolCalls;
    }

    List<CompleteToolCall> toolCalls() {
        return toolCalls;
    }

    /** Waits for the first text; returns the handle of the stream. */
    StreamingHandle handle() {
        return soon(begun).join();
    }

    /** Waits for the end of the stream; returns the answer. */
    ChatResponse answer() {
        return soon(ended).join();
    }

    /** Waits for the end of the stream; returns its failure. */
    Throwable failure() {
        return soon(ended.handle((response, failure) -> {
            if (failure == null) {
                throw new AssertionError("expected a failure, but the stream completed: " + response);
            }
            return failure;
        })).join();
    }

    /** Waits for the end of the stream; returns whether the answer is complete. */
    boolean complete() {
        return soon(ended.handle((response, failure) -> failure == null && response.finishReason() != null)).join();
    }

    private static <T> CompletableFuture<T> soon(CompletableFuture<T> event) {
        return event.copy().orTimeout(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
