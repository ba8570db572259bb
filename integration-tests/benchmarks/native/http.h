/* Reads HTTP/1.1 messages in pieces: requests and responses, with a content length or chunked. */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>

enum http_state { HTTP_HEAD, HTTP_BODY, HTTP_CHUNK_SIZE, HTTP_CHUNK_DATA, HTTP_CHUNK_END, HTTP_TRAILER, HTTP_DONE, HTTP_ERROR };

/* Receives the decoded body, piece by piece. */
typedef void (*http_body)(void *owner, const char *bytes, size_t length);

struct http_reader {
    enum http_state state;
    size_t remaining;   /* of the body or of the chunk */
    size_t head_length; /* of the bytes in head */
    size_t line_length; /* of a chunk's size or a trailer */
    bool is_request;
    bool closes;        /* the sender closes the connection after this message */
    char head[4096];
};

/* Prepares for the next message. */
void http_reset(struct http_reader *reader);

/* Consumes bytes up to the end of the message and returns their number. The state says whether the message is complete. */
size_t http_read(struct http_reader *reader, const char *bytes, size_t length, http_body body, void *owner);

/* The status of a response, or 0. */
int http_status(const struct http_reader *reader);

#endif
