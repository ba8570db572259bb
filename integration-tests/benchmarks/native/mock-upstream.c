/*
 * A model server that costs little: one thread, prepared bytes, one write for each response or chunk.
 *
 *   mock-upstream [PORT]      listens on 127.0.0.1 and prints the port
 *
 * The name of the model holds the settings: mock-l200-b1000-n50-i10
 *   l   latency before the response, in ms (0)
 *   b   bytes of text in a completion (600)
 *   n   chunks of a stream (50)
 *   i   interval between two chunks, in ms (10)
 *   v   1: each answer has another result, and a judge gets a ranking, so that no strategy stops early (0)
 * The text of each chunk is "#NUMBER@NANOSECONDS ", with the monotonic time at which the chunk is sent.
 */
#define _GNU_SOURCE
#include "http.h"
#include "net.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define SETTINGS_WITHIN 65536 /* bytes of a request's body that are searched for settings */
#define NUMBER_AND_TIME "#%06d@%019" PRIu64 " "

struct settings {
    char model[96];
    uint64_t latency, interval; /* ns */
    int bytes, chunks, choices;
    bool stream, usage, varied, ranking;
};

enum phase { READING, WAITING, STREAMING };

struct connection {
    int fd;
    enum phase phase;
    bool writable_awaited;
    struct http_reader reader;
    struct buffer body;
    struct settings settings;
    int next_chunk;
    uint64_t due;
    long heap_index; /* -1: no timer */
    struct buffer out;
    size_t sent;
};

static int epoll;
static struct connection **heap;
static long heap_length, heap_capacity;

/* ---- timers: a binary heap of connections by due time ---- */

static void heap_set(long index, struct connection *connection) {
    heap[index] = connection;
    connection->heap_index = index;
}

static void sift(long index) {
    struct connection *moved = heap[index];
    while (index > 0 && heap[(index - 1) / 2]->due > moved->due) {
        heap_set(index, heap[(index - 1) / 2]);
        index = (index - 1) / 2;
    }
    for (long child; (child = 2 * index + 1) < heap_length; index = child) {
        if (child + 1 < heap_length && heap[child + 1]->due < heap[child]->due)
            child++;
        if (heap[child]->due >= moved->due)
            break;
        heap_set(index, heap[child]);
    }
    heap_set(index, moved);
}

static void stop_timer(struct connection *connection) {
    long index = connection->heap_index;
    if (index < 0)
        return;
    connection->heap_index = -1;
    struct connection *last = heap[--heap_length];
    if (last != connection) {
        heap_set(index, last);
        sift(index);
    }
}

static void start_timer(struct connection *connection, uint64_t due) {
    stop_timer(connection);
    if (heap_length == heap_capacity) {
        heap_capacity = heap_capacity ? heap_capacity * 2 : 1024;
        heap = realloc(heap, (size_t)heap_capacity * sizeof *heap);
        if (!heap)
            die("out of memory");
    }
    connection->due = due;
    heap_set(heap_length++, connection);
    sift(heap_length - 1);
}

/* ---- writing ---- */

static void close_connection(struct connection *connection) {
    stop_timer(connection);
    close(connection->fd);
    free(connection->body.bytes);
    free(connection->out.bytes);
    free(connection);
}

static void await_writable(struct connection *connection, bool awaited) {
    if (connection->writable_awaited == awaited)
        return;
    connection->writable_awaited = awaited;
    struct epoll_event event = {.events = EPOLLIN | (awaited ? (uint32_t)EPOLLOUT : 0), .data.ptr = connection};
    epoll_ctl(epoll, EPOLL_CTL_MOD, connection->fd, &event);
}

/* Writes what the client takes now, the rest when it takes more. A closed connection is noticed by the next read. */
static void flush(struct connection *connection) {
    struct buffer *out = &connection->out;
    while (connection->sent < out->length) {
        long sent = send_some(connection->fd, out->bytes + connection->sent, out->length - connection->sent);
        if (sent <= 0)
            break;
        connection->sent += (size_t)sent;
    }
    if (connection->sent == out->length)
        connection->sent = out->length = 0;
    await_writable(connection, out->length > 0);
}

static void write_out(struct connection *connection, const char *bytes, size_t length) {
    buffer_append(&connection->out, bytes, length);
    flush(connection);
}

/* ---- completions ---- */

static const char TEXT[] = "Let me check each step in turn. The first part gives 6 and the second gives 7, so that the"
                           " product of both is 42. Grüße, 42 °C. The answer is \\\\boxed{42}.\\n";

static const char RANKING[] = "{\\\"reasoning\\\": \\\"C1 is complete.\\\", \\\"ranking\\\": [\\\"C1\\\", \\\"C2\\\", \\\"C3\\\"]}";

static void append_text(struct buffer *json, const struct settings *settings) {
    static int answers;
    if (settings->ranking) {
        buffer_append(json, RANKING, sizeof RANKING - 1);
        return;
    }
    if (settings->varied) {
        buffer_printf(json, "6 and 7 are close to it. The answer is \\\\boxed{%d}.", 1000 + answers++);
        return;
    }
    int bytes = settings->bytes;
    size_t whole = sizeof TEXT - 1;
    int times = bytes / (int)whole;
    for (int i = 0; i < (times > 0 ? times : 1); i++)
        buffer_append(json, TEXT, whole);
}

static void build_completion(struct buffer *response, const struct settings *settings) {
    struct buffer json = {0};
    buffer_printf(&json, "{\"id\":\"chatcmpl-BenchmarkReply000000000000\",\"object\":\"chat.completion\",\"created\":1780000000,"
                         "\"model\":\"%s\",\"choices\":[", settings->model);
    for (int i = 0; i < settings->choices; i++) {
        buffer_printf(&json, "%s{\"index\":%d,\"message\":{\"role\":\"assistant\",\"content\":\"", i ? "," : "", i);
        append_text(&json, settings);
        buffer_printf(&json, "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}");
    }
    int tokens = settings->choices * (settings->bytes / 4 + 1);
    buffer_printf(&json, "],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":%d,\"total_tokens\":%d,"
                         "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                         "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}},"
                         "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\"}", tokens, 200 + tokens);
    response->length = 0;
    buffer_printf(response, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_benchmark\r\n"
                            "content-length: %zu\r\n\r\n", json.length);
    buffer_append(response, json.bytes, json.length);
    free(json.bytes);
}

/* The response of the last settings is kept, because one benchmark repeats one request. */
static const struct buffer *completion(const struct settings *settings) {
    static struct settings built;
    static struct buffer response;
    if (response.length == 0 || settings->varied || strcmp(built.model, settings->model) || built.choices != settings->choices) {
        build_completion(&response, settings);
        built = *settings;
    }
    return &response;
}

/* ---- streams ---- */

/* Appends one event as one chunk of the transfer coding; without choices, it carries the usage. */
static void append_event(struct buffer *out, const struct settings *settings, const char *delta, const char *finish) {
    struct buffer event = {0};
    buffer_printf(&event, "data: {\"id\":\"chatcmpl-BenchmarkReply000000000000\",\"object\":\"chat.completion.chunk\",\"created\":1780000000,"
                          "\"model\":\"%s\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[",
                  settings->model);
    for (int i = 0; delta && i < settings->choices; i++)
        buffer_printf(&event, "%s{\"index\":%d,\"delta\":{%s},\"logprobs\":null,\"finish_reason\":%s}", i ? "," : "", i, delta, finish);
    if (delta)
        buffer_printf(&event, "]%s}\n\n", settings->usage ? ",\"usage\":null" : "");
    else
        buffer_printf(&event, "],\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n",
                      settings->chunks, 200 + settings->chunks);
    buffer_printf(out, "%zx\r\n", event.length);
    buffer_append(out, event.bytes, event.length);
    buffer_append(out, "\r\n", 2);
    free(event.bytes);
}

/* A prepared event and where its number and time are. */
struct event_template {
    struct settings settings;
    struct buffer bytes;
};

static void fill_in(struct event_template *template, int number) {
    char text[40];
    int length = snprintf(text, sizeof text, NUMBER_AND_TIME, number, now_ns());
    char *position = template->bytes.bytes;
    char *end = position + template->bytes.length;
    for (int i = 0; i < template->settings.choices; i++) {
        position = memchr(position, '#', (size_t)(end - position));
        memcpy(position, text, (size_t)length);
        position += length;
    }
}

static struct event_template *event_template(const struct settings *settings) {
    static struct event_template template;
    if (template.bytes.length == 0 || strcmp(template.settings.model, settings->model)
        || template.settings.choices != settings->choices || template.settings.usage != settings->usage) {
        char delta[80];
        snprintf(delta, sizeof delta, "\"content\":\"" NUMBER_AND_TIME "\"", 0, (uint64_t)0);
        template.settings = *settings;
        template.bytes.length = 0;
        append_event(&template.bytes, settings, delta, "null");
    }
    return &template;
}

static void begin_stream(struct connection *connection) {
    static const char head[] = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                               "cache-control: no-cache\r\nx-request-id: req_benchmark\r\ntransfer-encoding: chunked\r\n\r\n";
    buffer_append(&connection->out, head, sizeof head - 1);
    append_event(&connection->out, &connection->settings, "\"role\":\"assistant\",\"content\":\"\",\"refusal\":null", "null");
    connection->phase = STREAMING;
    connection->next_chunk = 0;
}

static void end_stream(struct connection *connection) {
    static const char done[] = "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";
    append_event(&connection->out, &connection->settings, "", "\"stop\"");
    if (connection->settings.usage)
        append_event(&connection->out, &connection->settings, NULL, NULL);
    write_out(connection, done, sizeof done - 1);
    connection->phase = READING;
}

static void send_chunk(struct connection *connection) {
    struct event_template *template = event_template(&connection->settings);
    fill_in(template, connection->next_chunk++);
    write_out(connection, template->bytes.bytes, template->bytes.length);
}

/* The schedule is fixed; after a delay longer than the interval it starts anew, so that no two chunks leave together. */
static void continue_stream(struct connection *connection) {
    if (connection->next_chunk >= connection->settings.chunks) {
        end_stream(connection);
        return;
    }
    send_chunk(connection);
    uint64_t now = now_ns();
    uint64_t next = connection->due + connection->settings.interval;
    start_timer(connection, next > now ? next : now + connection->settings.interval);
}

/* ---- requests ---- */

static bool contains(const struct buffer *body, size_t within, const char *text) {
    return memmem(body->bytes, within, text, strlen(text)) != NULL;
}

static int setting(const char *model, char name, int otherwise) {
    char key[3] = {'-', name, 0};
    for (const char *at = model; (at = strstr(at, key)) != NULL; at += 2)
        if (at[2] >= '0' && at[2] <= '9')
            return atoi(at + 2);
    return otherwise;
}

static int choices_of(const struct buffer *body, size_t within) {
    const char *at = memmem(body->bytes, within, "\"n\":", 4);
    int choices = at ? atoi(at + 4) : 1;
    return choices > 0 && choices <= 128 ? choices : 1;
}

static void read_settings(struct settings *settings, const struct buffer *body) {
    static const char key[] = "\"model\":\"";
    memset(settings, 0, sizeof *settings);
    /* Large bodies have their settings first */
    size_t within = body->length < 1024 ? body->length : 1024;
    const char *model = within ? memmem(body->bytes, within, key, sizeof key - 1) : NULL;
    if (!model && body->length) {
        within = body->length;
        model = memmem(body->bytes, within, key, sizeof key - 1);
    }
    if (model) {
        model += sizeof key - 1;
        size_t length = strcspn(model, "\"");
        memcpy(settings->model, model, length < sizeof settings->model ? length : sizeof settings->model - 1);
        settings->stream = contains(body, within, "\"stream\":true");
        settings->usage = contains(body, within, "\"include_usage\":true");
    }
    settings->choices = model ? choices_of(body, within) : 1;
    settings->latency = (uint64_t)setting(settings->model, 'l', 0) * 1000000;
    settings->interval = (uint64_t)setting(settings->model, 'i', 10) * 1000000;
    settings->bytes = setting(settings->model, 'b', 600);
    settings->chunks = setting(settings->model, 'n', 50);
    settings->varied = setting(settings->model, 'v', 0);
    settings->ranking = settings->varied && contains(body, body->length, "\\\"ranking\\\"");
}

static void answer(struct connection *connection) {
    if (connection->settings.stream) {
        begin_stream(connection);
        connection->due = now_ns();
        continue_stream(connection);
    } else {
        const struct buffer *response = completion(&connection->settings);
        connection->phase = READING;
        write_out(connection, response->bytes, response->length);
    }
}

static void answer_get(struct connection *connection) {
    static const char models[] = "{\"object\":\"list\",\"data\":[{\"id\":\"mock\",\"object\":\"model\",\"created\":1780000000,\"owned_by\":\"benchmarks\"}]}";
    bool known = strncmp(connection->reader.head, "GET /v1/models", 14) == 0;
    const char *body = known ? models : "{\"error\":{\"message\":\"not found\",\"type\":\"invalid_request_error\"}}";
    buffer_printf(&connection->out, "HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
                  known ? "200 OK" : "404 Not Found", strlen(body), body);
    flush(connection);
}

static void handle_request(struct connection *connection) {
    if (strncmp(connection->reader.head, "POST ", 5) != 0) {
        answer_get(connection);
    } else {
        read_settings(&connection->settings, &connection->body);
        if (connection->settings.latency) {
            connection->phase = WAITING;
            start_timer(connection, now_ns() + connection->settings.latency);
        } else {
            answer(connection);
        }
    }
    connection->body.length = 0;
    http_reset(&connection->reader);
}

static void keep_body(void *owner, const char *bytes, size_t length) {
    struct connection *connection = owner;
    size_t room = SETTINGS_WITHIN - connection->body.length;
    buffer_append(&connection->body, bytes, length < room ? length : room);
}

/* Reads what is there; false if the connection is closed. */
static bool read_requests(struct connection *connection) {
    static char bytes[256 * 1024];
    ssize_t length = recv(connection->fd, bytes, sizeof bytes, 0);
    if (length <= 0)
        return length < 0 && (errno == EAGAIN || errno == EINTR);
    size_t used = 0;
    while (used < (size_t)length) {
        used += http_read(&connection->reader, bytes + used, (size_t)length - used, keep_body, connection);
        if (connection->reader.state == HTTP_ERROR)
            return false;
        if (connection->reader.state == HTTP_DONE)
            handle_request(connection);
    }
    return true;
}

static void accept_all(int listener) {
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        struct connection *connection = calloc(1, sizeof *connection);
        if (!connection)
            die("out of memory");
        connection->fd = fd;
        connection->heap_index = -1;
        connection->reader.is_request = true;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

static void run_timers(void) {
    uint64_t now = now_ns();
    while (heap_length && heap[0]->due <= now) {
        struct connection *connection = heap[0];
        stop_timer(connection);
        if (connection->phase == WAITING)
            answer(connection);
        else
            continue_stream(connection);
    }
}

static int wait_for_events(struct epoll_event *events, int length) {
    struct timespec timeout = {0};
    if (!heap_length)
        return epoll_pwait2(epoll, events, length, NULL, NULL);
    uint64_t now = now_ns();
    if (heap[0]->due > now) {
        timeout.tv_sec = (time_t)((heap[0]->due - now) / 1000000000u);
        timeout.tv_nsec = (long)((heap[0]->due - now) % 1000000000u);
    }
    return epoll_pwait2(epoll, events, length, &timeout, NULL);
}

int main(int argc, char **argv) {
    raise_file_limit();
    signal(SIGPIPE, SIG_IGN);
    int listener = listen_on(argc > 1 ? atoi(argv[1]) : 0);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    printf("%d\n", port_of(listener));
    fflush(stdout);
    for (;;) {
        struct epoll_event events[256];
        int count = wait_for_events(events, 256);
        for (int i = 0; i < count; i++) {
            struct connection *connection = events[i].data.ptr;
            if (!connection)
                accept_all(listener);
            else if ((events[i].events & ~(uint32_t)EPOLLOUT) && !read_requests(connection))
                close_connection(connection);
            else if (events[i].events & EPOLLOUT)
                flush(connection);
        }
        run_timers();
    }
}
