package dev.ponder.soak;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/**
 * A client that reads about 1 KB per second. Unlike {@code RawHttpClient} it runs on an event loop: a load has 1,400 clients.
 */
final class SlowClient {

    private static final int BYTES_PER_SECOND = 1_024;
    private static final String OK = "HTTP/1.1 200 ";
    private static final int TAIL = 300;

    /** How a request ended. */
    enum End {
        DONE, DISCONNECTED,
        /** The server rejected, truncated or reset it. */
        FAILED
    }

    private final Vertx vertx;
    private final ClientPlan plan;
    private final String user;
    private final BiConsumer<SlowClient, End> ended;
    private NetSocket socket;
    private Buffer head = Buffer.buffer();
    private String tail = "";
    private long received;
    private boolean over;

    SlowClient(Vertx vertx, ClientPlan plan, String user, BiConsumer<SlowClient, End> ended) {
        this.vertx = vertx;
        this.plan = plan;
        this.user = user;
        this.ended = ended;
    }

    void start(NetClient client, int port) {
        if (plan.disconnectAfter() > 0) {
            vertx.setTimer(plan.disconnectAfter(), fired -> disconnect());
        }
        client.connect(port, "127.0.0.1").onSuccess(this::send).onFailure(rejected -> end(End.FAILED));
    }

    void disconnect() {
        end(End.DISCONNECTED);
    }

    ClientPlan plan() {
        return plan;
    }

    String user() {
        return user;
    }

    /** The bytes it has read. */
    long received() {
        return received;
    }

    /** Its port; 0 before it is connected. */
    int port() {
        return socket == null ? 0 : socket.localAddress().port();
    }

    /** The status line and the last bytes it has read, for failure messages. */
    String lastBytes() {
        return head.getString(0, Math.min(head.length(), OK.length())) + "... " + tail;
    }

    private void send(NetSocket connected) {
        socket = connected;
        if (over) {
            socket.close();
            return;
        }
        socket.handler(this::read);
        // Not the close handler, which may run before all bytes are handled
        socket.endHandler(read -> end(End.FAILED));
        byte[] body = plan.body(user).toString().getBytes(StandardCharsets.UTF_8);
        socket.write(Buffer.buffer("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").appendBytes(body));
    }

    private void read(Buffer bytes) {
        received += bytes.length();
        if (head.length() < OK.length()) {
            head.appendBuffer(bytes.slice(0, Math.min(bytes.length(), OK.length())));
        }
        tail = last(tail + last(bytes.toString(StandardCharsets.ISO_8859_1)));
        if (!head.toString().startsWith(OK.substring(0, Math.min(head.length(), OK.length())))) {
            end(End.FAILED);
        } else if (complete()) {
            end(plan.endless() ? End.FAILED : End.DONE);
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
        return plan.stream() ? tail.contains("data: [DONE]\n\n") : trimmed.endsWith("}") || trimmed.endsWith("}\r\n0");
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
