package dev.ponder.runtime.warmup;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;

/** One request of the warm-up. */
record WarmupRequest(String path, Buffer body) {

    private static final String PROMPT = "What is six by seven? Explain each step and end with the number. ".repeat(8);

    /** One round: most requests of clients are relayed, so these come most often. */
    static List<WarmupRequest> round(String model, List<String> strategies) {
        var round = new ArrayList<WarmupRequest>();
        for (String strategy : strategies) {
            String prefixed = strategy + "-" + model;
            relayed(model, round);
            round.add(chat(prefixed, false));
            round.add(chat(prefixed, true));
            round.add(new WarmupRequest("/v1/models/" + prefixed + ":predict",
                    Buffer.buffer("{\"instances\":[\"" + PROMPT + "\"]}")));
            relayed(model, round);
            round.add(new WarmupRequest("/v2/models/" + prefixed + "/generate",
                    Buffer.buffer("{\"text_input\":\"" + PROMPT + "\"}")));
        }
        if (strategies.isEmpty()) {
            relayed(model, round);
        }
        return List.copyOf(round);
    }

    private static void relayed(String model, List<WarmupRequest> round) {
        round.add(chat(model, false));
        round.add(chat(model, false));
        round.add(chat(model, true));
    }

    private static WarmupRequest chat(String model, boolean stream) {
        return new WarmupRequest("/v1/chat/completions", Buffer.buffer("{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer in one sentence.\"},{\"role\":\"user\","
                + "\"content\":\"" + PROMPT + "\"}],\"temperature\":0.7,\"max_tokens\":500"
                + (stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "") + "}"));
    }
}
