#define _GNU_SOURCE
#include "http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void http_reset(struct http_reader *reader) {
    reader->state = HTTP_HEAD;
    reader->remaining = reader->head_length = reader->line_length = 0;
    reader->closes = false;
}

int http_status(const struct http_reader *reader) {
    return reader->head_length > 12 && strncmp(reader->head, "HTTP/1.", 7) == 0 ? atoi(reader->head + 9) : 0;
}

/* The value of a header, or NULL. */
static const char *header(const struct http_reader *reader, const char *name) {
    size_t length = strlen(name);
    for (const char *line = reader->head; (line = strstr(line, "\r\n")) != NULL;) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            line += length + 1;
            return line + strspn(line, " \t");
        }
    }
    return NULL;
}

static void end_head(struct http_reader *reader) {
    const char *connection = header(reader, "connection");
    const char *encoding = header(reader, "transfer-encoding");
    const char *length = header(reader, "content-length");
    reader->closes = connection && strncasecmp(connection, "close", 5) == 0;
    if (encoding && strncasecmp(encoding, "chunked", 7) == 0) {
        reader->state = HTTP_CHUNK_SIZE;
    } else if (length) {
        reader->remaining = strtoul(length, NULL, 10);
        reader->state = reader->remaining ? HTTP_BODY : HTTP_DONE;
    } else {
        /* A response without framing ends with the connection, which would hide a truncated one */
        reader->state = reader->is_request || http_status(reader) == 204 ? HTTP_DONE : HTTP_ERROR;
    }
}

static size_t read_head(struct http_reader *reader, const char *bytes, size_t length) {
    size_t before = reader->head_length;
    size_t room = sizeof reader->head - 1 - before;
    size_t taken = length < room ? length : room;
    memcpy(reader->head + before, bytes, taken);
    reader->head[before + taken] = 0;
    size_t from = before > 3 ? before - 3 : 0;
    const char *end = memmem(reader->head + from, before + taken - from, "\r\n\r\n", 4);
    if (end) {
        reader->head_length = (size_t)(end - reader->head) + 4;
        reader->head[reader->head_length] = 0;
        end_head(reader);
        return reader->head_length - before;
    }
    reader->head_length = before + taken;
    if (taken == room)
        reader->state = HTTP_ERROR;
    return taken;
}

/* Reads the line of a chunk's size, the empty line after a chunk, or a trailer. */
static size_t read_line(struct http_reader *reader, const char *bytes, size_t length) {
    const char *end = memchr(bytes, '\n', length);
    size_t taken = end ? (size_t)(end - bytes) + 1 : length;
    for (size_t i = 0; i < taken; i++) {
        char c = bytes[i];
        if (c == '\r' || c == '\n')
            continue;
        if (reader->state == HTTP_CHUNK_SIZE) {
            int digit = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
            if (digit < 0 || digit > 15) {
                reader->state = HTTP_ERROR;
                return taken;
            }
            reader->remaining = reader->remaining * 16 + (size_t)digit;
        }
        reader->line_length++;
    }
    if (!end)
        return taken;
    if (reader->state == HTTP_CHUNK_SIZE)
        reader->state = reader->remaining ? HTTP_CHUNK_DATA : HTTP_TRAILER;
    else if (reader->state == HTTP_CHUNK_END)
        reader->state = HTTP_CHUNK_SIZE;
    else if (reader->line_length == 0)
        reader->state = HTTP_DONE;
    reader->line_length = 0;
    return taken;
}

static size_t read_data(struct http_reader *reader, const char *bytes, size_t length, http_body body, void *owner) {
    size_t taken = length < reader->remaining ? length : reader->remaining;
    if (body)
        body(owner, bytes, taken);
    reader->remaining -= taken;
    if (reader->remaining == 0)
        reader->state = reader->state == HTTP_BODY ? HTTP_DONE : HTTP_CHUNK_END;
    return taken;
}

size_t http_read(struct http_reader *reader, const char *bytes, size_t length, http_body body, void *owner) {
    size_t used = 0;
    while (used < length && reader->state < HTTP_DONE) {
        if (reader->state == HTTP_HEAD)
            used += read_head(reader, bytes + used, length - used);
        else if (reader->state == HTTP_BODY || reader->state == HTTP_CHUNK_DATA)
            used += read_data(reader, bytes + used, length - used, body, owner);
        else
            used += read_line(reader, bytes + used, length - used);
    }
    return used;
}
