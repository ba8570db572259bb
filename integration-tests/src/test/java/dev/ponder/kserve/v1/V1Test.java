package dev.ponder.kserve.v1;

import java.util.concurrent.CompletableFuture;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.PonderClient;
import dev.ponder.support.client.RawHttpClient;

/** Base class of tests of KServe's V1 protocol. Bodies have single quotes for easier reading. */
abstract class V1Test extends ServerTest {

    HttpReply predict(String model, String body, String... headers) {
        return at(model + ":predict").chat(quoted(body), headers);
    }

    /** Sends only the given headers. */
    HttpReply predictBare(String model, String body, String... headers) {
        return at(model + ":predict").chatBare(quoted(body), headers);
    }

    HttpReply explain(String model, String body, String... headers) {
        return at(model + ":explain").chat(quoted(body), headers);
    }

    CompletableFuture<LiveReply> predictLive(String model, String body, String... headers) {
        return at(model + ":predict").chatLive(quoted(body), headers);
    }

    /** Posts to a model by a raw connection, with these header lines. */
    static RawHttpClient post(RawHttpClient connection, String target, String body, String... headerLines) {
        return connection.post("/v1/models/" + target, quoted(body), headerLines);
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private PonderClient at(String target) {
        return client.at("/v1/models/" + target);
    }
}
