/* Sockets, time and buffers of the mock upstream and the load generator. */
#ifndef NET_H
#define NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A growable buffer of bytes. */
struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

void buffer_append(struct buffer *buffer, const void *bytes, size_t length);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints a message and the system's error, if there is one, and exits with status 2. */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Monotonic time in nanoseconds; the same clock in all processes of the machine. */
uint64_t now_ns(void);

/* Raises the limit of open files to its maximum. */
void raise_file_limit(void);

/* A socket that listens on 127.0.0.1; port 0 takes a free port. */
int listen_on(int port);
int port_of(int socket);

/* A non-blocking socket whose connection to 127.0.0.1 is in progress. */
int connect_to(int port);

/* Writes as much as the socket takes: the number of bytes, 0 if it takes none now, -1 if the connection is closed. */
long send_some(int socket, const char *bytes, size_t length);

#endif
