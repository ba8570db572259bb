package dev.ponder.strategies.executecode;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.sandbox.CodeSandboxes;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;

/**
 * The model runs programs in a sandbox, one after the other, and reads what they print. Then it writes the answer from their output,
 * streamed and under the client's parameters.
 */
@Strategy(id = "executecode", title = "Code interpreter", paper = "arXiv:2402.01030", enabled = false,
        settings = CodeInterpreterConfig.class,
        summary = "Lets the model run Python programs in a sandbox, and answers from their output.",
        tools = ToolPolicy.FINAL_STAGE)
class CodeInterpreter implements InferenceStrategy.Streaming {

    private static final PromptTemplate ANSWER = PromptTemplate.of(CodeInterpreter.class, "answer");
    /** Of all programs and outputs in the last prompt. */
    private static final int MAX_CHARACTERS = 48_000;

    private final CodeInterpreterConfig config;
    private final CodeSandboxes sandboxes;

    @Inject
    CodeInterpreter(CodeInterpreterConfig config, CodeSandboxes sandboxes) {
        this.config = config;
        this.sandboxes = sandboxes;
    }

    /** A call for each program, which may all fail, and the answer. */
    @Override
    public Cost cost(Settings settings) {
        int calls = settings.of(config).runs() + 1;
        return new Cost(calls, calls);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        if (inference.request().conversation().endsWithToolResult()) {
            return inference.answer(Prompt.inheriting("answer", inference.request()));
        }
        return inference.blocking(sandboxes::selected)
                .onItem().transformToMulti(sandbox -> stream(inference, sandbox));
    }

    private Multi<AnswerPart> stream(Inference inference, CodeSandbox sandbox) {
        CodeInterpreterConfig settings = inference.settings().of(config);
        Fence fence = Fence.of(inference.random());
        var loop = new AgentLoop(inference, settings, sandbox, sandboxes.timeout(), fence);
        return loop.executions()
                .onItem().transformToMulti(executions -> inference.answer(Prompt.inheriting("answer",
                        executions.isEmpty()
                                ? inference.request()
                                : withRuns(inference, settings, fence, executions))));
    }

    private static ChatRequest withRuns(Inference inference, CodeInterpreterConfig settings, Fence fence,
            List<Execution> executions) {
        ChatRequest request = inference.request();
        int each = Math.max(1, Math.min(settings.outputCharacters(), MAX_CHARACTERS / (2 * executions.size())));
        String runs = IntStream.range(0, executions.size()).mapToObj(i -> {
            Execution execution = executions.get(i);
            String label = String.valueOf(i + 1);
            return FenceKind.PROGRAM.wrap(fence, label, MiddleTruncation.of(execution.program().strip(), each)) + "\n"
                    + FenceKind.OUTPUT.wrap(fence, label, execution.report(each));
        }).collect(Collectors.joining("\n\n"));
        return request.withConversation(request.conversation().withInstructions(
                ANSWER.render(Map.of("program", FenceKind.PROGRAM.tag(fence), "output", FenceKind.OUTPUT.tag(fence),
                        "tools", request.offersTools(), "runs", runs))));
    }
}
