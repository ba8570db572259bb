package dev.ponder.runtime.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestDelegated;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.record.RunRecord.KnownModel;
import dev.ponder.runtime.record.json.CallJson;
import dev.ponder.runtime.record.json.ChatJson;
import dev.ponder.runtime.record.json.FailureJson;
import dev.ponder.runtime.record.json.Redaction;
import dev.ponder.runtime.record.json.ReplayInputs;

/**
 * The JSON object of one request. It has the members of OptiLLM's conversation log and those that a replay needs. It contains
 * no header. Used once, by one thread.
 */
final class RecordJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String UNFINISHED = "the server stopped before the answer was complete";

    private final RunRecord record;
    private final PriceTable prices;
    private final boolean texts;
    private final boolean textsOfCalls;
    private final ObjectNode json = NODES.objectNode();
    private final Map<Integer, ObjectNode> calls = new TreeMap<>();
    private final Map<Integer, ObjectNode> stages = new TreeMap<>();
    private final Map<Answer, int[]> origins = new IdentityHashMap<>();
    private final ArrayNode findings = NODES.arrayNode();
    private final ArrayNode choices = NODES.arrayNode();
    private Usage attempts = Usage.NONE;
    private @Nullable BigDecimal cost;
    private boolean priced = true;
    private int finished;

    private RecordJson(RunRecord record, PriceTable prices, boolean texts, boolean textsOfCalls) {
        this.record = record;
        this.prices = prices;
        this.texts = texts && !record.confidential();
        this.textsOfCalls = textsOfCalls && this.texts;
    }

    /**
     * A record as a line, of at most so many bytes.
     *
     * @param settings the settings of strategies that took part, by their names
     */
    static byte[] line(RunRecord record, PriceTable prices, Redaction redaction, Map<String, String> settings,
            long maxSize) {
        byte[] line = bytes(record, prices, redaction, settings, true, record.texts() <= maxSize);
        if (line.length > maxSize) {
            line = bytes(record, prices, redaction, settings, true, false);
        }
        return line.length > maxSize ? bytes(record, prices, redaction, settings, false, false) : line;
    }

    private static byte[] bytes(RunRecord record, PriceTable prices, Redaction redaction, Map<String, String> settings,
            boolean texts, boolean textsOfCalls) {
        ObjectNode json = new RecordJson(record, prices, texts, textsOfCalls).tree(settings);
        redaction.apply(json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode tree(Map<String, String> settings) {
        record.events().forEach(this::add);
        json.set("provider_calls", NODES.arrayNode().addAll(calls.values()));
        if (!choices.isEmpty() && json.get("final_response") instanceof ObjectNode response) {
            response.set("choices", choices);
        }
        json.set("stages", NODES.arrayNode().addAll(stages.values()));
        json.set("findings", findings);
        if (cost != null && priced) {
            json.put("cost", cost).put("currency", prices.currency());
        }
        if (json.get("replay") instanceof ObjectNode replay) {
            ObjectNode used = replay.putObject("settings");
            settings.forEach(used::put);
        }
        if (record.truncated() || !texts && !record.confidential() || !textsOfCalls && texts) {
            json.put("truncated", true);
        }
        return json;
    }

    private void add(InferenceEvent event) {
        if (event instanceof RequestStarted started) {
            start(started);
        } else if (event instanceof StageStarted stage) {
            start(stage);
        } else if (event instanceof CallStarted call) {
            start(call);
        } else if (event instanceof AttemptFinished attempt) {
            finish(attempt);
        } else if (event instanceof CallFinished call) {
            finish(call);
        } else if (event instanceof CandidateSampled sampled) {
            int[] origin = origins.get(sampled.candidate().answer());
            if (origin != null) {
                stage(sampled.stageId()).withArray("candidates").addObject()
                        .put("index", sampled.candidate().index()).put("call", origin[0]).put("choice", origin[1]);
            }
        } else if (event instanceof StageFinished stage) {
            stage(stage.stageId()).put("status", stage.outcome().tag()).put("duration_ms", stage.duration().toMillis());
        } else if (event instanceof FindingReported reported) {
            find(reported);
        } else if (event instanceof RequestDelegated delegated) {
            findings.addObject().put("strategy", delegated.strategy()).put("type", "delegated")
                    .put("to", String.join("&", delegated.delegates()));
        } else if (event instanceof ChoiceFinished choice && texts) {
            choices.add(ChatJson.choice(choice.choice(), choice.answer()));
        } else if (event instanceof RequestFinished end) {
            finish(end);
        }
    }

    private void start(RequestStarted started) {
        RequestInfo info = started.request();
        json.put("timestamp", started.time().toString()).put("request_id", started.requestId())
                .put("approach", info.expression()).put("model", info.model());
        ObjectNode request = json.putObject("client_request").put("model", info.model()).put("stream",
                info.streamed());
        json.putArray("provider_calls");
        json.putNull("final_response").put("total_duration_ms", 0).put("error", UNFINISHED);
        json.put("stream", info.streamed()).put("path", info.path()).put("x_request_id", info.origin().requestId())
                .put("status", "unfinished");
        if (!info.origin().apiClient().anonymous()) {
            json.put("client", info.origin().apiClient().name());
        }
        if (record.confidential() || started.prompts().isEmpty()) {
            json.put(record.confidential() ? "confidential" : "relayed", true);
        } else if (texts) {
            prompts(request, started.prompts());
            if (started.inputs() != null) {
                request.put("n", started.inputs().choices());
                json.set("replay", ReplayInputs.json(started.inputs()));
            }
        }
    }

    private static void prompts(ObjectNode request, List<ChatRequest> prompts) {
        ChatRequest first = prompts.get(0);
        request.set("messages", ChatJson.messages(first.conversation()));
        request.setAll(ChatJson.object(first.parameters()));
        if (prompts.size() > 1) {
            ArrayNode further = request.putArray("further_messages");
            prompts.subList(1, prompts.size())
                    .forEach(prompt -> further.add(ChatJson.messages(prompt.conversation())));
        }
    }

    private ObjectNode stage(int id) {
        return stages.computeIfAbsent(id, number -> NODES.objectNode().put("id", number));
    }

    private void start(StageStarted started) {
        ObjectNode stage = stage(started.stageId()).put("name", started.prompt().stage())
                .put("strategy", started.strategy()).put("model", started.model()).put("upstream", started.upstream());
        KnownModel known = record.knowledge().get(started.stageId());
        if (known != null) {
            stage.put("model_n", known.n().name());
            ArrayNode rejected = stage.putArray("model_rejects");
            known.rejected().stream().sorted().forEach(rejected::add);
        }
    }

    private void start(CallStarted started) {
        ObjectNode call = NODES.objectNode().put("call_number", started.call().number())
                .put("timestamp", started.time().toString());
        call.set("request", CallJson.body(started, textsOfCalls));
        call.putNull("response").put("stage", started.stage()).put("stage_id", started.stageId());
        calls.put(started.call().number(), call);
    }

    private void finish(AttemptFinished attempt) {
        Usage usage = attempt.usage() == null ? Usage.NONE : attempt.usage();
        attempts = attempts.plus(usage);
        ObjectNode call = calls.get(attempt.call().number());
        ArrayNode all = call == null ? json.withArray("attempts") : call.withArray("attempts");
        all.addObject().put("upstream", attempt.upstream()).put("status", attempt.outcome().tag()).put("duration_ms",
                attempt.duration().toMillis());
    }

    private void finish(CallFinished end) {
        ObjectNode call = calls.get(end.call().number());
        if (call == null) {
            return;
        }
        call.put("status", end.outcome().tag()).put("finished", ++finished).put("finished_at", end.time().toString())
                .put("duration_ms", end.duration().toMillis());
        call.set("usage", ChatJson.usage(end.usage()));
        charge(call.path("request").path("model").asText(), end.usage());
        if (textsOfCalls && !end.answers().isEmpty()) {
            ObjectNode response = call.putObject("response").put("object", "chat.completion");
            response.set("choices", ChatJson.choices(end.answers()));
        }
        for (int i = 0; i < end.answers().size(); i++) {
            origins.put(end.answers().get(i), new int[]{end.call().number(), i});
        }
        if (end.outcome().failure() != null) {
            call.set("error", FailureJson.json(end.outcome().failure(), texts));
        }
    }

    /** A cost is known if each model that used tokens has a price. */
    private void charge(String model, Usage usage) {
        if (usage.totalTokens() > 0) {
            var ofCall = prices.cost(model, usage);
            priced &= ofCall.isPresent();
            BigDecimal sum = cost == null ? BigDecimal.ZERO : cost;
            cost = sum.add(ofCall.orElse(BigDecimal.ZERO));
        }
    }

    private void find(FindingReported reported) {
        Finding finding = reported.finding();
        ObjectNode found = findings.addObject().put("strategy", reported.strategy()).put("stage", finding.stage());
        if (finding instanceof Finding.Votes votes) {
            found.put("type", "votes").put("abstentions", votes.abstentions());
            ArrayNode groups = found.putArray("votes");
            votes.classes().forEach(group -> groups.addObject().put("answer", texts ? group.answer() : "")
                    .put("votes", group.votes()));
        } else if (finding instanceof Finding.Verdict verdict) {
            ObjectNode scores = found.put("type", "verdict").putObject("scores");
            new TreeMap<>(verdict.scores()).forEach((index, score) -> scores.put(index.toString(), score));
        } else if (finding instanceof Finding.Routed routed) {
            found.put("type", "routed").put("to", routed.strategy()).put("reason", routed.reason());
        } else if (finding instanceof Finding.Degraded lacking) {
            found.put("type", "degraded").put("reason", lacking.reason());
        }
    }

    private void finish(RequestFinished end) {
        boolean relayed = json.path("relayed").asBoolean();
        Usage usage = relayed ? attempts : end.usage();
        if (relayed) {
            charge(end.request().model(), usage);
        }
        json.put("total_duration_ms", end.duration().toMillis()).put("status", end.outcome().tag())
                .put("calls", relayed ? json.path("attempts").size() : end.calls());
        json.set("usage", ChatJson.usage(usage));
        json.putNull("error");
        Throwable failure = end.outcome().failure();
        if (failure != null) {
            json.put("error", texts ? String.valueOf(failure.getMessage()) : end.outcome().code());
            json.put("error_code", end.outcome().code());
        } else if (end.outcome().cancelled()) {
            json.put("error", "the client disconnected");
        }
        if (end.outcome().equals(Outcome.OK)) {
            ObjectNode response = json.putObject("final_response").put("object", "chat.completion").put("timestamp",
                    end.time().toString());
            response.set("usage", ChatJson.usage(usage));
        }
    }
}
