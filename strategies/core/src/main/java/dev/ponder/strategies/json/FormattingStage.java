package dev.ponder.strategies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.strategies.json.ModelConformance.Model;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The calls that write one answer in its format. One instance per request. */
final class FormattingStage {

    private static final PromptTemplate SCHEMA = PromptTemplate.of(FormattingStage.class, "schema");
    private static final PromptTemplate FORMAT = PromptTemplate.of(FormattingStage.class, "format");
    private static final PromptTemplate REPAIR = PromptTemplate.of(FormattingStage.class, "repair");
    /** Of a reply that is to be corrected, in characters. */
    private static final int MAX_SHOWN = 100_000;
    private static final String ANSWER = "answer";
    private static final String REPAIR_STAGE = "repair";

    private final Inference inference;
    private final StructuredOutputConfig settings;
    private final OutputFormat format;
    private final SchemaValidator validator;
    private final ModelConformance conformance;
    private final Model model;
    private final Fence fence;
    private int calls;
    private int repairs;

    FormattingStage(Inference inference, StructuredOutputConfig settings, OutputFormat format,
            SchemaValidator validator, ModelConformance conformance) {
        this.inference = inference;
        this.settings = settings;
        this.format = format;
        this.validator = validator;
        this.conformance = conformance;
        this.model = new Model(inference.client(), inference.request().model());
        this.fence = Fence.of(inference.random());
    }

    static int maxCalls(StructuredOutputConfig settings) {
        return 1 + Math.max(1, settings.repairs());
    }

    /** Answers the request in the format. */
    Multi<AnswerPart> answer() {
        return first(inference.request().conversation());
    }

    /** Brings the answer of other strategies into the format. */
    Multi<AnswerPart> format(List<AnswerPart> parts) {
        var draft = new WholeReply(parts);
        if (draft.isFinal() && !draft.truncated()) {
            return Multi.createFrom().iterable(parts);
        }
        if (draft.truncated()) {
            inference.report(new Finding.Degraded("format", "the answer was cut off before it was formatted"));
        }
        return read(draft.text()).onItem().transformToMulti(reply -> reply.json().isPresent()
                ? Multi.createFrom().iterable(draft.withText(reply.json().get()))
                : Multi.createBy().concatenating().streams(Multi.createFrom().items(draft.reasoning()),
                        first(inference.request().conversation().plus(ChatMessage.assistant(draft.text()),
                                ChatMessage.user(FORMAT.render())))));
    }

    private Multi<AnswerPart> first(Conversation conversation) {
        Conversation instructed = conversation.withInstructions(SCHEMA.render(Map.of("schema",
                format.schema().toString())));
        boolean rejected = conformance.rejects(model, format.parameter());
        return inference.streamed() && !rejected && conformance.inRow(model) >= settings.streamAfter()
                ? streamed(instructed)
                : validated(ANSWER, instructed, !rejected);
    }

    /** Forwards a reply while it is generated, and validates it before its end. */
    private Multi<AnswerPart> streamed(Conversation conversation) {
        var parts = new ArrayList<AnswerPart>();
        calls++;
        return inference.answer(prompt(ANSWER, conversation, true))
                .onItem().invoke(parts::add)
                .onItem().transformToMultiAndConcatenate(part -> part instanceof AnswerPart.Finish
                        ? conforming(new WholeReply(parts), part)
                        : Multi.createFrom().item(part))
                .onFailure(failure -> parts.isEmpty() && isRejectedFormat(failure))
                .recoverWithMulti(failure -> withoutFormat(ANSWER, conversation, failure));
    }

    private Multi<AnswerPart> conforming(WholeReply reply, AnswerPart finish) {
        if (reply.isFinal()) {
            return Multi.createFrom().item(finish);
        }
        return read(reply.text()).onItem().transformToMulti(read -> {
            conformance.replied(model, read.verbatim());
            return read.verbatim()
                    ? Multi.createFrom().item(finish)
                    : Multi.createFrom().failure(violation(read.faults()));
        });
    }

    /** Emits a reply when it is complete and conforms, and asks for corrections until it does. */
    private Multi<AnswerPart> validated(String stage, Conversation conversation, boolean enforced) {
        return Multi.createFrom().deferred(() -> {
            calls++;
            return inference.answer(prompt(stage, conversation, enforced)).collect().asList()
                    .onItem().transformToMulti(parts -> settle(new WholeReply(parts), conversation, enforced));
        }).onFailure(failure -> enforced && isRejectedFormat(failure))
                .recoverWithMulti(failure -> withoutFormat(stage, conversation, failure));
    }

    private Multi<AnswerPart> settle(WholeReply reply, Conversation conversation, boolean enforced) {
        if (reply.isFinal()) {
            return Multi.createFrom().iterable(reply.parts());
        }
        return read(reply.text()).onItem().transformToMulti(read -> {
            if (repairs == 0) {
                conformance.replied(model, read.verbatim());
            }
            if (read.json().isPresent()) {
                return Multi.createFrom().iterable(read.verbatim()
                        ? reply.parts()
                        : reply.withText(read.json().get()));
            }
            return repairs == settings.repairs() || calls == maxCalls(settings)
                    ? Multi.createFrom().failure(violation(read.faults()))
                    : repaired(reply, read, conversation, enforced);
        });
    }

    private Multi<AnswerPart> repaired(WholeReply reply, JsonReply read, Conversation conversation, boolean enforced) {
        inference.progress(new Progress(REPAIR_STAGE, repairs, settings.repairs(), read.faults().get(0)));
        repairs++;
        String faults = FenceKind.RESULT.wrap(fence, "faults", String.join("\n", read.faults()));
        Conversation corrected = conversation.plus(
                ChatMessage.assistant(MiddleTruncation.of(reply.text(), MAX_SHOWN)),
                ChatMessage.user(REPAIR.render(Map.of("tag", FenceKind.RESULT.tag(fence), "faults", faults))));
        return validated(REPAIR_STAGE, corrected, enforced);
    }

    /** The format is remembered as rejected if the model answers without it. */
    private Multi<AnswerPart> withoutFormat(String stage, Conversation conversation, Throwable rejection) {
        return calls == maxCalls(settings)
                ? Multi.createFrom().failure(rejection)
                : validated(stage, conversation, false)
                        .onCompletion().invoke(() -> conformance.rejected(model, format.parameter()));
    }

    private static boolean isRejectedFormat(Throwable failure) {
        return failure instanceof UpstreamException rejection && rejection.fault() == Fault.BAD_REQUEST
                && (rejection.param() == null || rejection.param().startsWith(OutputFormat.PARAMETER));
    }

    private Prompt prompt(String stage, Conversation conversation, boolean enforced) {
        Prompt prompt = Prompt.inheriting(stage, inference.request()).withConversation(conversation);
        return enforced
                ? prompt
                : new Prompt(stage, null, conversation, StructuredOutput.withoutFormat(prompt.parameters()));
    }

    private Uni<JsonReply> read(String text) {
        return inference.blocking(() -> JsonReply.read(text, validator));
    }

    private UpstreamException violation(List<String> faults) {
        return UpstreamException.reported(Fault.MALFORMED, 502, "schema_violation", OutputFormat.PARAMETER,
                "json: after " + calls + (calls == 1 ? " call" : " calls")
                        + ", the model's reply does not conform to response_format (" + String.join("; ",
                                faults.subList(0, Math.min(3, faults.size())))
                        + "; expected JSON that conforms; see ponder.strategies.json.repairs)",
                Map.of());
    }
}
