package dev.ponder.soak;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** A client that takes about 1 KB a second. Lives on one event loop. */
final class SlowClient {

    private static final int BYTES_PER_SECOND = 1_024;
    private static final String OK = "HTTP/1.1 200 ";
    private static final int TAIL = 300;

    /** How a visit ended. */
    enum End {
        DONE, LEFT,
        /** The server refused it, cut it short or broke it off. */
        BROKEN
    }

    private final Vertx vertx;
    private final ClientPlan visit;
    private final String user;
    private final BiConsumer<SlowClient, End> ended;
    private NetSocket socket;
    private Buffer head = Buffer.buffer();
    private String tail = "";
    private long received;
    private boolean over;

    SlowClient(Vertx vertx, ClientPlan visit, String user, BiConsumer<SlowClient, End> ended) {
        this.vertx = vertx;
        this.visit = visit;
        this.user = user;
        this.ended = ended;
    }

    void start(NetClient client, int port) {
        if (visit.leaveAfter() > 0) {
            vertx.setTimer(visit.leaveAfter(), fired -> leave());
        }
        client.connect(port, "127.0.0.1").onSuccess(this::ask).onFailure(refused -> end(End.BROKEN));
    }

    void leave() {
        end(End.LEFT);
    }

    ClientPlan visit() {
        return visit;
    }

    String user() {
        return user;
    }

    /** Bytes it has taken. */
    long received() {
        return received;
    }

    /** Its port; 0 before it is connected. */
    int port() {
        return socket == null ? 0 : socket.localAddress().port();
    }

    /** The last it has read, to tell what went wrong. */
    String lastWords() {
        return head.getString(0, Math.min(head.length(), OK.length())) + "... " + tail;
    }

    private void ask(NetSocket connected) {
        socket = connected;
        if (over) {
            socket.close();
            return;
        }
        socket.handler(this::take);
        // Not when it closes: what came before that may still wait for its turn
        socket.endHandler(read -> end(End.BROKEN));
        byte[] body = visit.body(user).toString().getBytes(StandardCharsets.UTF_8);
        socket.write(Buffer.buffer("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").appendBytes(body));
    }

    private void take(Buffer bytes) {
        received += bytes.length();
        if (head.length() < OK.length()) {
            head.appendBuffer(bytes.slice(0, Math.min(bytes.length(), OK.length())));
        }
        tail = last(tail + last(bytes.toString(StandardCharsets.ISO_8859_1)));
        if (!head.toString().startsWith(OK.substring(0, Math.min(head.length(), OK.length())))) {
            end(End.BROKEN);
        } else if (complete()) {
            end(visit.endless() ? End.BROKEN : End.DONE);
        } else {
            socket.pause();
            vertx.setTimer(Math.max(1, bytes.length() * 1_000L / BYTES_PER_SECOND), fired -> resume());
        }
    }

    private void resume() {
        if (!over) {
            socket.resume();
        }
    }

    private boolean complete() {
        String trimmed = tail.stripTrailing();
        return visit.stream() ? tail.contains("data: [DONE]\n\n") : trimmed.endsWith("}") || trimmed.endsWith("}\r\n0");
    }

    private static String last(String text) {
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    private void end(End how) {
        if (!over) {
            over = true;
            if (socket != null) {
                socket.close();
            }
            ended.accept(this, how);
        }
    }
}
