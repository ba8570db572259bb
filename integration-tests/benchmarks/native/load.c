/*
 * A load generator that costs little: one thread, one prepared request, keep-alive connections to 127.0.0.1.
 *
 *   load --port PORT --body FILE [--connections N] [--requests N] [--seconds N] [--rate N]
 *        [--chunks N] [--ramp MS] [--pid PID --window N]
 *
 *   --connections   connections, each with one request at a time (16)
 *   --requests      ends after this number of requests
 *   --seconds       sends no more requests after this time
 *   --rate          requests per second at a constant rate; a latency counts from the time at which the request was due.
 *                   Without a rate, each connection sends its next request when the response ends
 *   --chunks        the responses are streams of the mock upstream with this number of chunks
 *   --ramp          time in ms over which the first requests of the connections are spread
 *   --pid, --window after each window of responses, prints the CPU time that the process has used
 *
 * Prints one "name value" per line; "open N" when N streams have their first chunk. Exits with 1 if a response was wrong.
 */
#define _GNU_SOURCE
#include "http.h"
#include "net.h"
#include "samples.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
    int fd;
    bool busy;
    bool writing;
    size_t sent;
    uint64_t due;        /* when the request was due */
    struct http_reader reader;
    /* of a stream */
    char line[512];
    size_t line_length;
    int received;
    int next_chunk;
    int in_this_read;
    int64_t last_delay;
    bool done_event;
};

static struct {
    int port, connections, chunks, window, pid;
    long requests;
    double seconds, rate, ramp;
    const char *body;
} options = {.connections = 16};

static struct {
    long sent, completed, failed, status_errors, connection_errors, incomplete;
    long chunks, lost, joined, reordered, streams_open;
    struct samples latency, first_chunk, delay, jitter;
} totals;

static int epoll;
static struct connection *connections;
static struct buffer request;
static uint64_t started, stopped;

static void prepare_request(void) {
    FILE *file = fopen(options.body, "rb");
    if (!file)
        die("%s", options.body);
    struct buffer body = {0};
    char bytes[65536];
    for (size_t length; (length = fread(bytes, 1, sizeof bytes, file)) > 0;)
        buffer_append(&body, bytes, length);
    fclose(file);
    buffer_printf(&request, "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:%d\r\ncontent-type: application/json\r\n"
                            "accept: */*\r\nauthorization: Bearer sk-benchmark\r\nuser-agent: ponder-benchmarks\r\n"
                            "content-length: %zu\r\n\r\n", options.port, body.length);
    buffer_append(&request, body.bytes, body.length);
    free(body.bytes);
}

/* ---- CPU time of the measured process ---- */

static long cpu_us_of(int pid) {
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file))
        die("%s", path);
    fclose(file);
    unsigned long user, system;
    if (sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        die("%s has an unknown format", path);
    return (long)((user + system) * (1000000 / (unsigned long)sysconf(_SC_CLK_TCK)));
}

static void print_window(void) {
    if (options.window && totals.completed % options.window == 0)
        printf("window %ld %" PRIu64 " %ld\n", totals.completed, (now_ns() - started) / 1000, cpu_us_of(options.pid));
}

/* ---- streams ---- */

static void read_chunk(struct connection *connection, const char *text) {
    uint64_t sent;
    int number;
    if (sscanf(text, "#%d@%" SCNu64, &number, &sent) != 2)
        return;
    uint64_t now = now_ns();
    int64_t delay = (int64_t)(now - sent);
    connection->received++;
    if (number < connection->next_chunk)
        totals.reordered++;
    else
        connection->next_chunk = number + 1;
    if (connection->in_this_read++)
        totals.joined++;
    if (totals.chunks++, number == 0) {
        samples_add(&totals.first_chunk, (int64_t)(now - connection->due));
        if (++totals.streams_open == options.connections) {
            printf("open %ld\n", totals.streams_open);
            fflush(stdout);
        }
    } else {
        samples_add(&totals.jitter, llabs(delay - connection->last_delay));
    }
    samples_add(&totals.delay, delay);
    connection->last_delay = delay;
}

static void read_line(struct connection *connection) {
    connection->line[connection->line_length] = 0;
    if (strncmp(connection->line, "data:", 5) != 0)
        return;
    const char *text = strstr(connection->line, "\"content\":\"#");
    if (text)
        read_chunk(connection, text + 11);
    else if (strstr(connection->line, "[DONE]"))
        connection->done_event = true;
}

/* Splits the decoded body into lines; what is beyond the length of a line is not needed. */
static void read_stream(void *owner, const char *bytes, size_t length) {
    struct connection *connection = owner;
    while (length) {
        const char *end = memchr(bytes, '\n', length);
        size_t taken = end ? (size_t)(end - bytes) : length;
        size_t room = sizeof connection->line - 1 - connection->line_length;
        size_t kept = taken < room ? taken : room;
        memcpy(connection->line + connection->line_length, bytes, kept);
        connection->line_length += kept;
        if (!end)
            return;
        read_line(connection);
        connection->line_length = 0;
        bytes += taken + 1;
        length -= taken + 1;
    }
}

/* ---- requests ---- */

static void register_events(struct connection *connection, int operation, uint32_t more) {
    struct epoll_event event = {.events = EPOLLIN | more, .data.ptr = connection};
    epoll_ctl(epoll, operation, connection->fd, &event);
}

static void open_connection(struct connection *connection) {
    connection->fd = connect_to(options.port);
    register_events(connection, EPOLL_CTL_ADD, EPOLLOUT);
    connection->writing = true;
}

static void write_request(struct connection *connection) {
    long sent;
    while (connection->sent < request.length
           && (sent = send_some(connection->fd, request.bytes + connection->sent, request.length - connection->sent)) > 0)
        connection->sent += (size_t)sent;
    bool writing = connection->sent < request.length;
    if (writing != connection->writing) {
        connection->writing = writing;
        register_events(connection, EPOLL_CTL_MOD, writing ? EPOLLOUT : 0);
    }
}

static void begin_request(struct connection *connection, uint64_t due) {
    totals.sent++;
    connection->busy = true;
    connection->due = due;
    connection->sent = 0;
    connection->received = connection->next_chunk = 0;
    connection->line_length = 0;
    connection->done_event = false;
    http_reset(&connection->reader);
    if (connection->fd < 0)
        open_connection(connection);
    else
        write_request(connection);
}

static bool more_requests(void) {
    if (options.requests && totals.sent >= options.requests)
        return false;
    return !options.seconds || (double)(now_ns() - started) < options.seconds * 1e9;
}

static void close_connection(struct connection *connection) {
    close(connection->fd);
    connection->fd = -1;
    connection->writing = false;
}

static void end_request(struct connection *connection, bool failed) {
    uint64_t now = now_ns();
    connection->busy = false;
    totals.completed++;
    totals.failed += failed;
    stopped = now;
    samples_add(&totals.latency, (int64_t)(now - connection->due));
    print_window();
    if (failed || connection->reader.closes)
        close_connection(connection);
    if (!options.rate && more_requests())
        begin_request(connection, now_ns());
}

static void end_response(struct connection *connection) {
    bool failed = http_status(&connection->reader) != 200;
    totals.status_errors += failed;
    if (options.chunks && !failed) {
        int missing = options.chunks - connection->received;
        totals.lost += missing > 0 ? missing : 0;
        if (missing || !connection->done_event) {
            totals.incomplete++;
            failed = true;
        }
    }
    end_request(connection, failed);
}

static void read_response(struct connection *connection) {
    static char bytes[256 * 1024];
    ssize_t length = recv(connection->fd, bytes, sizeof bytes, 0);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length <= 0) {
        close_connection(connection);
        if (connection->busy) {
            totals.connection_errors++;
            end_request(connection, true);
        }
        return;
    }
    connection->in_this_read = 0;
    if (connection->busy)
        http_read(&connection->reader, bytes, (size_t)length, options.chunks ? read_stream : NULL, connection);
    if (connection->reader.state == HTTP_ERROR) {
        totals.connection_errors++;
        end_request(connection, true);
    } else if (connection->reader.state == HTTP_DONE && connection->busy) {
        end_response(connection);
    }
}

/* ---- the schedule ---- */

static long scheduled; /* requests that were sent because they were due, not because a response ended */

static bool schedule_has_more(void) {
    return more_requests() && (options.rate || scheduled < options.connections);
}

static uint64_t next_due(void) {
    double interval = options.rate ? 1e9 / options.rate : options.ramp * 1e6 / options.connections;
    return started + (uint64_t)(interval * (double)scheduled);
}

static struct connection *idle_connection(void) {
    static int next;
    for (int i = 0; i < options.connections; i++) {
        struct connection *connection = &connections[next];
        next = (next + 1) % options.connections;
        if (!connection->busy)
            return connection;
    }
    return NULL;
}

/* Sends what is due and returns the time until the next request in ns, at most NO_RESPONSE_NS. */
#define NO_RESPONSE_NS 60000000000

static int64_t send_due(void) {
    while (schedule_has_more()) {
        struct connection *connection = options.rate ? idle_connection() : &connections[scheduled];
        if (!connection)
            break;
        uint64_t due = next_due(), now = now_ns();
        if (due > now)
            return (int64_t)(due - now);
        scheduled++;
        begin_request(connection, due);
    }
    return NO_RESPONSE_NS;
}

static void run(void) {
    started = now_ns();
    while (schedule_has_more() || totals.completed < totals.sent) {
        struct epoll_event events[256];
        int64_t wait = send_due();
        struct timespec timeout = {.tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000};
        int count = epoll_pwait2(epoll, events, 256, &timeout, NULL);
        if (count == 0 && wait == NO_RESPONSE_NS)
            die("no response within 60 s");
        for (int i = 0; i < count; i++) {
            struct connection *connection = events[i].data.ptr;
            if (events[i].events & ~(uint32_t)EPOLLOUT)
                read_response(connection);
            else
                write_request(connection);
        }
    }
}

static long own_cpu_us(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

static void print_totals(void) {
    printf("load_cpu_us %ld\n", own_cpu_us());
    printf("requests %ld\nfailed %ld\nstatus_errors %ld\nconnection_errors %ld\nincomplete %ld\nelapsed_us %" PRIu64 "\n",
           totals.completed, totals.failed, totals.status_errors, totals.connection_errors, totals.incomplete,
           (stopped - started) / 1000);
    samples_print(&totals.latency, "latency");
    if (options.chunks) {
        printf("chunks %ld\nlost %ld\njoined %ld\nreordered %ld\n", totals.chunks, totals.lost, totals.joined, totals.reordered);
        samples_print(&totals.first_chunk, "first_chunk");
        samples_print(&totals.delay, "delay");
        samples_print(&totals.jitter, "jitter");
    }
}

static void read_options(int argc, char **argv) {
    static const struct option names[] = {
        {"port", 1, NULL, 'p'},   {"connections", 1, NULL, 'c'}, {"requests", 1, NULL, 'n'}, {"seconds", 1, NULL, 's'},
        {"rate", 1, NULL, 'r'},   {"chunks", 1, NULL, 'k'},      {"ramp", 1, NULL, 'm'},     {"body", 1, NULL, 'b'},
        {"window", 1, NULL, 'w'}, {"pid", 1, NULL, 'i'},         {0}};
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case 'p': options.port = atoi(optarg); break;
        case 'c': options.connections = atoi(optarg); break;
        case 'n': options.requests = atol(optarg); break;
        case 's': options.seconds = atof(optarg); break;
        case 'r': options.rate = atof(optarg); break;
        case 'k': options.chunks = atoi(optarg); break;
        case 'm': options.ramp = atof(optarg); break;
        case 'b': options.body = optarg; break;
        case 'w': options.window = atoi(optarg); break;
        case 'i': options.pid = atoi(optarg); break;
        default: exit(2);
        }
    }
    if (!options.port || !options.body || options.connections < 1 || !(options.requests || options.seconds))
        die("usage: load --port PORT --body FILE and --requests N or --seconds N; see the comment in load.c");
    if (options.window && !options.pid)
        die("--window needs --pid");
}

int main(int argc, char **argv) {
    read_options(argc, argv);
    raise_file_limit();
    signal(SIGPIPE, SIG_IGN);
    prepare_request();
    epoll = epoll_create1(EPOLL_CLOEXEC);
    connections = calloc((size_t)options.connections, sizeof *connections);
    if (!connections)
        die("out of memory");
    for (int i = 0; i < options.connections; i++)
        connections[i].fd = -1;
    if (options.window)
        printf("window 0 0 %ld\n", cpu_us_of(options.pid));
    run();
    print_totals();
    return totals.failed || totals.lost || totals.reordered;
}
