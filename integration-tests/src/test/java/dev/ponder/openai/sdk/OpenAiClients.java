package dev.ponder.openai.sdk;

import java.net.URI;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;

/** Clients of OpenAI's SDK, configured for the server as a user would do it. */
public final class OpenAiClients {

    private OpenAiClients() {
    }

    /** Creates a client for a base path, without retries, so that a test sees each failure once. */
    public static OpenAIClient create(URI server, String basePath) {
        return OpenAIOkHttpClient.builder().baseUrl(server.resolve(basePath).toString()).apiKey("unused").maxRetries(0)
                .build();
    }
}
