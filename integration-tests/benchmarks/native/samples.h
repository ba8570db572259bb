/* Samples of a measured time, in nanoseconds, and their distribution. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <stddef.h>
#include <stdint.h>

struct samples {
    int64_t *values;
    size_t count;
    size_t capacity;
};

void samples_add(struct samples *samples, int64_t value);

/* Prints mean, p50, p90, p99 and maximum in microseconds, one per line, with names that begin with the prefix. */
void samples_print(struct samples *samples, const char *prefix);

#endif
