package dev.ponder.runtime.quota.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * Runs scripts on one connection, which is opened at the first use and again after it has failed. One connection, because
 * Redis runs one script at a time anyway, and requests of many clients do not wait for a free one. Thread-safe.
 */
final class RedisScripts {

    private final Redis redis;
    private final Context context;
    private @Nullable Future<RedisConnection> connection;

    RedisScripts(Redis redis, Vertx vertx) {
        this.redis = redis;
        this.context = vertx.getOrCreateContext();
    }

    /** Runs a script. The result completes on any thread. */
    Future<Response> run(RedisScript script, List<String> keys, List<String> arguments) {
        return connection().compose(open -> open.send(request(Command.EVALSHA, script.hash(), keys, arguments))
                .recover(failure -> unknown(failure)
                        ? open.send(request(Command.EVAL, script.source(), keys, arguments))
                        : Future.failedFuture(failure)));
    }

    /** Closes the connection, so that the next script opens one. What is sent on it fails. */
    void reset() {
        Future<RedisConnection> last;
        synchronized (this) {
            last = connection;
            connection = null;
        }
        if (last != null) {
            last.onSuccess(RedisConnection::close);
        }
    }

    /** A Redis that has restarted knows no scripts. */
    private static boolean unknown(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private synchronized Future<RedisConnection> connection() {
        if (connection == null) {
            Future<RedisConnection> opened = open();
            connection = opened;
            opened.onFailure(failure -> forget(opened));
        }
        return connection;
    }

    private Future<RedisConnection> open() {
        Promise<RedisConnection> opened = Promise.promise();
        Future<RedisConnection> result = opened.future();
        context.runOnContext(ignored -> redis.connect().onSuccess(open -> {
            open.exceptionHandler(failure -> forget(result));
            open.endHandler(ended -> forget(result));
        }).onComplete(opened));
        return result;
    }

    private synchronized void forget(Future<RedisConnection> failed) {
        if (connection == failed) {
            connection = null;
        }
    }
}
